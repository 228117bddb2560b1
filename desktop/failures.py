"""Why the program cannot start, in words for a person, and the exit code that goes with it."""

from __future__ import annotations

from collections.abc import Callable

UNEXPECTED = 1
WRONG_OPTION = 2
NO_SCREEN = 3
UNUSABLE = 4
WRONG_PASSWORD = 5
REFUSED = 6
DAMAGED = 7
CANCELLED = 130


class CannotStart(Exception):
    """The program ends here. `sentence` goes to the terminal as it is, `code` to the shell.

    English is the key to other languages, with its values as gettext keeps them, `%(name)s`.
    """

    def __init__(self, template: str, code: int, **values: object) -> None:
        self.template = template
        self.values = values
        self.code = code
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        return self.say_with(str)

    def say_with(self, find: Callable[[str], str]) -> str:
        """Answer the sentence in the language that `find` puts its template into."""
        found = find(self.template)
        return found % self.values if self.values else found


class NoScreen(CannotStart):
    """There is nothing to show a window on, or nothing to show it with."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template, NO_SCREEN, **values)


class Unusable(CannotStart):
    """The data folder, the disk, the port or the notebook cannot be used."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template, UNUSABLE, **values)
