"""What a terminal asks of the notebook, and what the notebook asks of a terminal."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal, Protocol

from webui.notebook.work import Progress, Work
from webui.pace import say_left, say_progress

Kind = Literal["password", "refused", "damaged", "unusable", "cancelled"]


class Command(Protocol):
    """What was asked for. `place` is where an export goes, an import or a backup is."""

    @property
    def name(self) -> str: ...
    @property
    def place(self) -> Path | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def tag(self) -> str | None: ...
    @property
    def backup(self) -> str | None: ...
    @property
    def pages(self) -> tuple[str, ...]: ...
    @property
    def only_look(self) -> bool: ...
    @property
    def whole(self) -> bool: ...


class Terminal(Protocol):
    """Who is asked, and told."""

    def ask_password(self, prompt: str, /) -> str: ...

    def agrees(self, question: str, yes: str, no: str, /) -> bool:
        """Whether the person says `yes`, the letter that the question offers beside `no`."""
        ...

    def tell(self, words: Callable[[], str], /) -> None:
        """Show `words`, which are asked for when they are to be shown; "" for none."""
        ...


class Failed(Exception):
    """It could not be done. `sentence` is for the person, `kind` for the exit code."""

    def __init__(self, sentence: str, kind: Kind) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.kind = kind


def tell_on(terminal: Terminal) -> Progress:
    """Progress as a window shows it: how much of how much, how fast, and how long it takes."""
    work = Work(0, "command", time.monotonic)

    def tell(phase: str, done: int, total: int, /) -> None:
        work.tell(phase, done, total)
        terminal.tell(lambda: f"{say_progress(work)}  {say_left(work)}".rstrip() if phase else "")

    return tell
