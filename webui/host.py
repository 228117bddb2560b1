"""What a host supplies: keys, a place for one secret, and windows.

`desktop` satisfies these protocols without importing them. The stand-ins serve a plain browser
and the tests: they keep everything in memory and open nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol


class KeyRing(Protocol):
    """The keys that sign sessions, and where they live.

    `storage` names the place in a person's words; `kept` is false when the keys are for this run
    only, and `problem` then says why in a sentence.
    """

    @property
    def current(self) -> bytes: ...
    @property
    def former(self) -> tuple[bytes, ...]: ...
    @property
    def made_at(self) -> datetime: ...
    @property
    def storage(self) -> str: ...
    @property
    def kept(self) -> bool: ...
    @property
    def problem(self) -> str | None: ...


class SigningKeys(Protocol):
    def ring(self) -> KeyRing:
        """Answer the keys in use. The first call may wait some seconds for the keyring."""
        ...

    def renew(self) -> KeyRing:
        """Make a new current key; the former one still verifies."""
        ...


class KeptSecret(Protocol):
    """One secret that outlives the program: what "stay signed in" needs."""

    def keep(self, value: bytes, /) -> bool: ...
    def recall(self) -> bytes | None: ...
    def forget(self) -> bool: ...


class WindowPlace(Protocol):
    """Where a window stands, in pixels, and the local path that it shows."""

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
class Place:
    """A `WindowPlace` as the notebook remembers it."""

    path: str
    x: int | None
    y: int | None
    width: int
    height: int
    maximized: bool


class Windows(Protocol):
    @property
    def can_open(self) -> bool: ...

    def open(self, path: str, /) -> None: ...

    def restore(self, places: Sequence[Place], /) -> None:
        """Open a window for each place; the first place takes the window that is open."""
        ...

    def places(self) -> Sequence[WindowPlace]: ...

    def visited(self) -> None:
        """A page says that it moved: look again before the next `places()`."""
        ...

    def clear_browsing_data(self, path: str, /) -> None:
        """Empty the web view's cookies, cache, storage and visited links; lead all to `path`."""
        ...

    def speak(self, words: Mapping[str, str], /) -> None:
        """Say what stands in menus and dialogs as `words` has it, English to the person's."""
        ...

    def open_outside(self, url: str, /) -> bool:
        """Hand a checked http, https or mailto address to the system; false when it declines."""
        ...


class Part(Protocol):
    """A work of others that is in the program, with its licence in short and in full."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def licence(self) -> str: ...
    @property
    def text(self) -> str: ...


class Workings(Protocol):
    """What the program can tell of itself."""

    def parts(self) -> Sequence[Part]: ...

    def log(self) -> str:
        """Answer the last lines of the log, oldest first."""
        ...

    def open_folder(self) -> bool:
        """Show the data folder in the system's file manager; false when none took it."""
        ...


class NothingTold:
    """`Workings` of a host that keeps no log and cannot say what it is made of."""

    def parts(self) -> Sequence[Part]:
        return ()

    def log(self) -> str:
        return ""

    def open_folder(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Host:
    keys: SigningKeys
    kept: KeptSecret
    windows: Windows
    workings: Workings = field(default_factory=NothingTold)


@dataclass(frozen=True, slots=True)
class RunKeyRing:
    """Keys that end with the program."""

    current: bytes
    former: tuple[bytes, ...]
    made_at: datetime
    storage: str = "this run only"
    kept: bool = False
    problem: str | None = None


class RunKeys:
    """`SigningKeys` held in memory."""

    def __init__(self) -> None:
        self._ring = _fresh_ring(())

    def ring(self) -> RunKeyRing:
        return self._ring

    def renew(self) -> RunKeyRing:
        self._ring = _fresh_ring((self._ring.current,))
        return self._ring


class NothingKept:
    """`KeptSecret` of a host that has no keyring: it declines, so nobody stays signed in."""

    def keep(self, _value: bytes) -> bool:
        return False

    def recall(self) -> bytes | None:
        return None

    def forget(self) -> bool:
        return True


class BrowserTabs:
    """`Windows` of a plain browser, which opens its own tabs."""

    can_open = False

    def open(self, _path: str) -> None:
        raise RuntimeError("a plain browser opens its own tabs")

    def restore(self, _places: Sequence[Place]) -> None:
        """Tabs belong to the browser, so there is nothing to bring back."""

    def places(self) -> Sequence[WindowPlace]:
        return ()

    def visited(self) -> None:
        """The browser keeps its own history."""

    def clear_browsing_data(self, _path: str) -> None:
        """The browser obeys the answer's Clear-Site-Data header."""

    def speak(self, _words: Mapping[str, str]) -> None:
        """The browser's menus are its own."""

    def open_outside(self, _url: str) -> bool:
        return False


def plain_browser() -> Host:
    """Answer a host for a browser of the person's own: no keyring, no windows."""
    return Host(keys=RunKeys(), kept=NothingKept(), windows=BrowserTabs())


def _fresh_ring(former: tuple[bytes, ...]) -> RunKeyRing:
    return RunKeyRing(secrets.token_bytes(32), former, datetime.now(UTC))
