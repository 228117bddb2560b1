"""What a web view's module has to offer, and what it is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from desktop.places import Screen, WindowPlace

Outcome = Literal["saved", "kept", "unsaved"]
"""What became of text that was being written: saved, kept as a draft, or in a window alone."""

TITLE = "Some text is not saved"
SENTENCES: dict[Outcome, str] = {
    "kept": (
        "It could not be saved into its page. A draft is kept, and offered when you sign in again."
    ),
    "unsaved": "It stands in its window alone. If you close that now, the text is lost.",
}
"""What is asked before a window is closed all the same."""

HOLDS_TEXT = "document.documentElement.hasAttribute('data-unsaved')"
"""A script's question to a page: whether it holds text that is not saved. True from the moment that
it is asked to save until it did."""

Gui = Literal["qt", "edgechromium", "cocoa"]


class Say(Protocol):
    def __call__(self, text: str, /, **values: str) -> str: ...


def _say_as_it_is(text: str, /, **values: str) -> str:
    return text % values if values else text


@dataclass(frozen=True, slots=True)
class Appearance:
    """What every window of the program looks like before its page is there.

    `light` and `dark` are the page's own backgrounds ("#rrggbb"), so that nothing flashes.
    """

    title: str
    icon: Path | None
    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What a backend is told. `origin` is the only place that pages may come from.

    `noticed` hears where a window (by its pywebview uid) stands and what it shows; `wanted` hears
    the local path of a link that the person wants in a window of its own. Both are called on the
    GUI thread and return at once. `settle` has every page save what is being written; it may take
    seconds and is called on a thread of its own before a window closes. `asked` hears the files and
    links that the system hands to a running program, and returns at once. `say` puts one of
    `desktop.words.WORDS` into the person's language. `zoom` is what pages are enlarged by at the
    start, and `zoomed` hears when a person changes it.
    """

    appearance: Appearance
    origin: str
    folder: Path
    noticed: Callable[[str, WindowPlace], None]
    wanted: Callable[[str], None]
    settle: Callable[[], Outcome]
    asked: Callable[[Sequence[str]], None]
    say: Say = _say_as_it_is
    zoom: float = 1.0
    zoomed: Callable[[float], None] = lambda _: None


class Backend(Protocol):
    """One web view. All methods but `may_close`, `raise_window` and `close_all` run on the
    main thread."""

    gui: Gui | None
    """What pywebview calls it; None leaves the choice to pywebview."""
    private: bool
    """pywebview's private mode."""
    storage: Path | None
    """A folder for the web view, only where it insists on one; emptied at the end."""

    def start(self, meanwhile: Callable[[], None]) -> None:
        """Load and mend the web view. Raises NoScreen with a sentence when it cannot start.

        `meanwhile` starts a thread and returns. It is called once, on any thread, here or as soon
        as a window stands: from then on the web view leaves the interpreter to others.
        """

    def menu(self) -> list[Any]:
        """Answer what the system's menu bar gets, as pywebview's menus; nothing where none is."""

    def screens(self) -> list[Screen]:
        """Answer the screens that windows may stand on."""

    def background(self) -> str:
        """Answer the colour of an empty window in the system's present theme."""

    def attach(self, window: Any) -> None:
        """Listen to `window`, before or just after it is shown."""

    def refresh(self, window: Any) -> None:
        """Look again at what `window` shows."""

    def place(self, window: Any, place: WindowPlace) -> None:
        """Move and size a window that is open."""

    def may_close(self, window: Any) -> bool:
        """Whether `window`, which is about to close, may go now. Returns at once.

        If not, the backend closes it itself when its text is saved.
        """

    def raise_window(self, window: Any) -> None:
        """Bring `window` to the front. May be called on any thread."""

    def clear(self, window: Any, done: Callable[[], None]) -> None:
        """Empty the cookies, the cache and the visited links that all windows share.

        Returns at once; `done` is called afterwards, on any thread.
        """

    def close_all(self) -> None:
        """Ask every window to close. May be called on any thread and in a signal handler."""

    def stop(self) -> None:
        """After the last window: release everything the web view still holds."""
