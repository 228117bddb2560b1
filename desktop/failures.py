"""Why the program cannot start, in words for a person, and the exit code that goes with it."""

from __future__ import annotations

UNEXPECTED = 1
WRONG_OPTION = 2
NO_SCREEN = 3
UNUSABLE = 4
WRONG_PASSWORD = 5
REFUSED = 6
DAMAGED = 7
CANCELLED = 130


class CannotStart(Exception):
    """The program ends here. `sentence` goes to the terminal as it is, `code` to the shell."""

    def __init__(self, sentence: str, code: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


class NoScreen(CannotStart):
    """There is nothing to show a window on, or nothing to show it with."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, NO_SCREEN)


class Unusable(CannotStart):
    """The data folder, the disk, the port or the notebook cannot be used."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, UNUSABLE)
