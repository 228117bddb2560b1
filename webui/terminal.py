"""What a terminal asks of the notebook, and what the notebook asks of a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Protocol

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

    def tell(self, phase: str, done: int, total: int, /) -> None: ...


class Failed(Exception):
    """It could not be done. `sentence` is for the person, `kind` for the exit code."""

    def __init__(self, sentence: str, kind: Kind) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.kind = kind
