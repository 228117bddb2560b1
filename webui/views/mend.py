"""`/mend`: a whole backup in the place of a notebook that can't be opened, or is not there.

Open to all, as the login page is: what brings a backup in is the password of its time.
"""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webui.language import gettext, mark
from webui.notebook import DamagedNotebook, WrongPassword
from webui.notebook.backups.copies import Backup
from webui.notebook.backups.whole import list_backups, restore_whole
from webui.room import Room, here
from webui.sessions.sign_in import open_to_all, sign_in
from webui.sessions.tries import TooSoon
from webui.views.backups import KINDS

blueprint = Blueprint("mend", __name__, url_prefix="/mend")

_MOST_SHOWN = 50
_NOT_CHOSEN = mark("Choose a backup.")
_WRONG = mark("That password doesn't open this backup. It is the one of the time when it was made.")
_DAMAGED = mark("This backup is damaged. Choose another one; nothing was changed.")

Answer = str | Response | tuple[str, int]


@blueprint.get("")
@open_to_all
def ask() -> Answer:
    if here().notebook.state == "open":
        return redirect(url_for("backups.show"), 303)
    return _render({})


@blueprint.post("")
@open_to_all
def mend() -> Answer:
    room = here()
    if room.notebook.state == "open":
        return redirect(url_for("backups.show"), 303)
    chosen = request.form.get("backup")
    backup = next((each for each in _find(room) if each.id == chosen), None)
    if backup is None:
        return _render({"backup": gettext(_NOT_CHOSEN)}), 422
    password = request.form.get("password", "")
    try:
        with room.tries.attempt():
            restore_whole(room.settings.data_dir, backup, password, room.opening.tell)
    except TooSoon as soon:
        wait = gettext("Wait %(seconds)d s, then try again.", seconds=soon.seconds)
        return _render({"password": wait}), 429
    except WrongPassword:
        return _render({"password": gettext(_WRONG)}), 422
    except DamagedNotebook:
        return _render({"backup": gettext(_DAMAGED)}), 422
    finally:
        room.opening.tell("", 0, 0)
    room.notebook.unlock(password)
    sign_in(room, room.notebook.name or "", "password")
    return redirect(url_for("home.show"), 303)


def _find(room: Room) -> list[Backup]:
    text = request.values.get("folder", "").strip()
    return list_backups(room.settings.data_dir, Path(text) if text else None)


def _render(errors: dict[str, str]) -> str:
    room = here()
    return render_template(
        "mend.html",
        backups=_find(room)[:_MOST_SHOWN],
        kinds=KINDS,
        folder=request.values.get("folder", ""),
        chosen=request.form.get("backup"),
        errors=errors,
        is_absent=room.notebook.state == "absent",
    )
