"""Where windows stand: what is told of them, and what keeps them on a screen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Protocol

from desktop.folders import write_private

SMALLEST = (360, 320)
"""Width and height, in pixels, below which no window goes."""

_USUAL = (1180, 800)
# So much of a title bar must be within reach of the mouse.
_REACHABLE = 64
# No desktop is as wide: such a number was not written by a window.
_FAR = 100_000
_ZOOM = (0.25, 5.0)


class Placed(Protocol):
    """What `restore` is given: a place, whoever made it."""

    @property
    def path(self) -> str: ...
    @property
    def x(self) -> int | None: ...
    @property
    def y(self) -> int | None: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def maximized(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class WindowPlace:
    """One window: the local path it shows, and its place in pixels.

    `x` and `y` are the outer corner, `width` and `height` the inner size; all four are those of the
    window before it was maximized. `x` and `y` None leave the choice to the system.
    """

    path: str
    x: int | None
    y: int | None
    width: int
    height: int
    maximized: bool


@dataclass(frozen=True, slots=True)
class Screen:
    """The part of a screen that windows may use, in pixels."""

    x: int
    y: int
    width: int
    height: int


def usual_place(path: str = "/") -> WindowPlace:
    """Answer the place of a window that was never moved."""
    return WindowPlace(path, None, None, *_USUAL, maximized=False)


def fit(place: WindowPlace, screens: Sequence[Screen]) -> WindowPlace:
    """Answer `place` so that it can be seen and reached on one of `screens`.

    A window whose title bar lies on no screen (one was unplugged, or became smaller) comes to the
    middle of the first. Without screens the place is left as it is.
    """
    if not screens:
        return place
    home = next((screen for screen in screens if _is_reachable(place, screen)), None)
    screen = home or screens[0]
    width = max(SMALLEST[0], min(place.width, screen.width))
    height = max(SMALLEST[1], min(place.height, screen.height))
    if home is not None:
        return replace(place, width=width, height=height)
    x = screen.x + max(0, (screen.width - width) // 2)
    y = screen.y + max(0, (screen.height - height) // 2)
    return replace(place, x=x, y=y, width=width, height=height)


def read_first_place(path: Path) -> WindowPlace:
    """Answer where the first window stood when the program ended; the usual place if unknown.

    A damaged file is as good as none: nothing but a window's place is lost.
    """
    try:
        told = json.loads(path.read_text("utf-8"))
        x, y = (None if told[name] is None else _whole(told[name]) for name in ("x", "y"))
        width, height = _whole(told["width"]), _whole(told["height"])
        return WindowPlace("/", x, y, width, height, maximized=told["maximized"] is True)
    except (OSError, ValueError, KeyError, TypeError):
        return usual_place()


def read_zoom(path: Path) -> float:
    """Answer what pages were enlarged by when the program ended; 1.0 if that is not known."""
    try:
        zoom = json.loads(path.read_text("utf-8"))["zoom"]
    except (OSError, ValueError, KeyError, TypeError):
        return 1.0
    fits = isinstance(zoom, int | float) and _ZOOM[0] <= zoom <= _ZOOM[1]
    return float(zoom) if fits else 1.0


def write_first_place(path: Path, place: WindowPlace, zoom: float = 1.0) -> None:
    """Keep the geometry of the first window and what pages are enlarged by.

    What it showed is not written. Raises OSError.
    """
    told = {**asdict(place), "zoom": round(zoom, 4)}
    del told["path"]
    write_private(path, json.dumps(told) + "\n")


def _is_reachable(place: WindowPlace, screen: Screen) -> bool:
    if place.x is None or place.y is None:
        return False
    left, right = max(place.x, screen.x), min(place.x + place.width, screen.x + screen.width)
    on_top = screen.y <= place.y <= screen.y + screen.height - _REACHABLE
    return on_top and right - left >= _REACHABLE


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _FAR:
        raise ValueError(value)
    return value
