"""Sentences that should stand quietly on every page of the notebook."""

from __future__ import annotations

from webui.language import gettext
from webui.notebook.backups.backups import Backups
from webui.room import Room


def find_notices(room: Room) -> list[str]:
    """Answer what the person should know and can do something about; usually nothing."""
    problem = room.host.keys.ring().problem
    found = [gettext(problem) if problem else None]
    if room.notebook.state == "open":
        found.append(_lost_saves(room))
        found.append(_backups(room.notebook.backups))
    return [sentence for sentence in found if sentence]


def _lost_saves(room: Room) -> str | None:
    if not room.notebook.lost_saves:
        return None
    return gettext(
        "A file of the notebook was damaged while Inglenook was not running, and some of the last "
        "changes can't be read. Look at the pages you wrote last; a backup may have what is gone."
    )


def _backups(backups: Backups) -> str | None:
    if not backups.is_late:
        return None
    problem = backups.standing.problem
    if problem is None:
        return gettext("The last backup is more than three days old. See Backups in the settings.")
    return gettext(
        "The last backup could not be made. %(reason)s See Backups in the settings.",
        reason=gettext(str(problem)),
    )
