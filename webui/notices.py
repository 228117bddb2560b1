"""Sentences that should stand quietly on every page of the notebook."""

from __future__ import annotations

from dataclasses import dataclass

from webui.language import gettext
from webui.notebook.backups.backups import Backups
from webui.notebook.sign_ins import SignIns
from webui.reasons import say_why
from webui.room import Room

PUT_AWAY = "notices_put_away"
KEYRING = "keyring"


@dataclass(frozen=True, slots=True)
class Notice:
    """`name` is given for one that can be put away: it then stands in the settings alone.

    One that is urgent stands above the text of a page as well.
    """

    sentence: str
    name: str | None = None
    is_urgent: bool = False


def find_notices(room: Room) -> list[Notice]:
    """Answer what the person should know and can do something about; usually nothing.

    Whoever asks shows it: what is said once in a start of the program is not answered again.
    """
    if room.notebook.state != "open":
        return []
    urgent = find_urgent(room)
    rest = [] if urgent else [Notice(each) for each in _backups(room.notebook.backups)]
    return [*_once(room), *urgent, *rest]


def find_urgent(room: Room) -> list[Notice]:
    """Answer what has to be known above the text of a page, too."""
    if room.notebook.state != "open":
        return []
    return [Notice(each, is_urgent=True) for each in _unwritten(room.notebook.sign_ins)]


def put_away(room: Room, name: str) -> None:
    """Show a notice no more; one that there is not is not remembered."""
    if name == KEYRING:
        room.notebook.settings.set(PUT_AWAY, [KEYRING])


def _once(room: Room) -> list[Notice]:
    problem = room.host.keys.ring().problem
    if problem is None or KEYRING in room.said:
        return []
    room.said.add(KEYRING)
    away = room.notebook.settings.get(PUT_AWAY, [])
    return [] if KEYRING in away else [Notice(gettext(problem), KEYRING)]


def _unwritten(sign_ins: SignIns) -> list[str]:
    """A sign-in is the first that can't be written when the disk is full."""
    sign_ins.try_again()
    problem = sign_ins.problem
    if problem is None:
        return []
    return [
        gettext(
            "%(reason)s Your pages can be read, but nothing can be saved until that is mended.",
            reason=say_why(problem),
        )
    ]


def _backups(backups: Backups) -> list[str]:
    owed, late = backups.owed.problem, backups.is_late
    if owed is not None:
        return [
            gettext(
                "The backup that opens with your former password could not be made yet. %(reason)s "
                "It is tried again every ten minutes.",
                reason=say_why(owed),
            )
        ]
    if not late:
        return []
    problem = backups.standing.problem
    if problem is None:
        return [
            gettext("The last backup is more than three days old. See Backups in the settings.")
        ]
    return [
        gettext(
            "The last backup could not be made. %(reason)s See Backups in the settings.",
            reason=gettext(str(problem)),
        )
    ]
