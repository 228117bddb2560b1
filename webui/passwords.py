"""What a new password must be, and how strong it is, in words."""

from __future__ import annotations

from dataclasses import dataclass

from webui.language import gettext, mark, ngettext
from webui.notebook.passwords import normalise_password

SHORTEST = 8
# zxcvbn's time grows with the square of the length and tells nothing new past this.
_LONGEST_JUDGED = 72

TOO_SHORT = mark("Use at least %(least)d characters. Any letters, signs and spaces will do.")
NOT_THE_SAME = mark("The two passwords are not the same. Type it once more.")

_WORDS = (
    mark("Very easy to guess"),
    mark("Easy to guess"),
    mark("Could be guessed with effort"),
    mark("Hard to guess"),
    mark("Very hard to guess"),
)


@dataclass(frozen=True, slots=True)
class Strength:
    """`score` from 0 to 4, as zxcvbn counts; `enough` when the password may be used."""

    score: int
    words: str
    enough: bool


def judge(password: str, *, known: tuple[str, ...] = ()) -> Strength:
    """Estimate how hard a password is to guess (zxcvbn, Wheeler, USENIX Security 2016).

    `known` are words that an attacker would try first, such as the person's name.
    """
    if _is_too_short(password):
        left = SHORTEST - len(normalise_password(password))
        words = ngettext("%(num)s more character", "%(num)s more characters", left)
        return Strength(0, words, False)
    from zxcvbn import zxcvbn  # noqa: PLC0415 - its word lists take 60 ms to load

    judged = zxcvbn(password[:_LONGEST_JUDGED], user_inputs=list(known), max_length=_LONGEST_JUDGED)
    words = _WORDS[judged["score"]]
    return Strength(judged["score"], gettext(words), True)


def check_new_password(password: str, again: str) -> dict[str, str]:
    """Answer a sentence for each field that must be mended; nothing when the password may stand."""
    if _is_too_short(password):
        return {"password": gettext(TOO_SHORT, least=SHORTEST)}
    if password != again:
        return {"again": gettext(NOT_THE_SAME)}
    return {}


def _is_too_short(password: str) -> bool:
    return len(normalise_password(password)) < SHORTEST
