"""The recovery code between the moment it is made and the moment the person has kept it."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass

from webui.notebook import Notebook, WrongPassword
from webui.notebook.passwords import read_code
from webui.notebook.settings import RECOVERY_UNCONFIRMED

_ASKED = 2


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """A new code, shown once. `asked` are the places (from 1) of the groups that are asked back."""

    groups: tuple[str, ...]
    asked: tuple[int, ...]

    def is_answered_by(self, answers: list[str]) -> bool:
        """Answer whether these are the groups asked for; case and look-alikes forgiven."""
        if len(answers) != len(self.asked):
            return False
        given = list(self.groups)
        for place, answer in zip(self.asked, answers, strict=True):
            given[place - 1] = answer
        try:
            return hmac.compare_digest(read_code("-".join(given)), read_code("-".join(self.groups)))
        except WrongPassword:
            return False


class RecoveryDesk:
    """Holds the code until it is confirmed. In memory only; a restart makes a new code."""

    def __init__(self) -> None:
        self._code: RecoveryCode | None = None

    def present(self, notebook: Notebook, code: str) -> None:
        """Take a code that was just made, and note in the notebook that it is not confirmed yet."""
        groups = tuple(code.split("-"))
        places = sorted(secrets.SystemRandom().sample(range(1, len(groups) + 1), _ASKED))
        self._code = RecoveryCode(groups, tuple(places))
        notebook.settings.set(RECOVERY_UNCONFIRMED, True)

    def code(self, notebook: Notebook) -> RecoveryCode | None:
        """Answer the code to show: the one just made, a new one when that was lost, or None."""
        if self._code is None and is_unconfirmed(notebook):
            self.present(notebook, notebook.renew_recovery_code())
        return self._code

    def confirm(self, notebook: Notebook) -> None:
        self._code = None
        notebook.settings.set(RECOVERY_UNCONFIRMED, False)


def is_unconfirmed(notebook: Notebook) -> bool:
    return bool(notebook.settings.get(RECOVERY_UNCONFIRMED, False))
