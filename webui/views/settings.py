"""`/settings`: the look, the name, the password, staying signed in."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, redirect, request, session, url_for
from werkzeug.wrappers import Response

from webui.passwords import check_new_password
from webui.room import Room, here
from webui.sessions import kept
from webui.sessions.cookie import STORAGE
from webui.sessions.idle import DEFAULT_MINUTES, LOCK_AFTER, LONGEST_MINUTES, NEVER
from webui.sessions.sign_in import sign_in
from webui.sessions.tries import TooSoon
from webui.shell import render_shell

blueprint = Blueprint("settings", __name__, url_prefix="/settings")

THEMES = ("system", "light", "dark", "contrast")
IDLE_CHOICES = (1, 2, 5, 10, 15, 30, 60, 120, LONGEST_MINUTES, NEVER)
_WRONG = "That is not the password of this notebook."
_MINUTES = f"Choose from 1 to {LONGEST_MINUTES} minutes, or 0 for never."
_NO_KEYRING = "This computer's keyring did not take it, so the password is asked at each start."

Answer = str | Response | tuple[str, int]


class _WrongPassword(Exception):
    """The old password was not right."""


@blueprint.get("")
def show() -> str:
    return _render({})


@blueprint.post("")
def change() -> Answer:
    """Each form of the page says with `part` which setting it changes."""
    act = _PARTS.get(request.form.get("part", ""))
    if act is None:
        return redirect(url_for("settings.show"), 303)
    return act(here())


def _change_theme(room: Room) -> Answer:
    theme = request.form.get("theme", "")
    if theme in THEMES:
        room.notebook.settings.set("theme", theme)
        room.news.publish("pages")
    return redirect(url_for("settings.show"), 303)


def _change_password(room: Room) -> Answer:
    password = request.form.get("password", "")
    errors = check_new_password(password, request.form.get("again", ""))
    errors = errors or _check_old(room)
    if errors:
        return _render(errors), 422
    room.notebook.change_password(password)
    kept.forget(room.notebook, room.host.kept)
    room.notebook.sign_ins.end_all("password changed")
    sign_in(room, room.notebook.name or "", "password")
    return redirect(url_for("settings.show", changed="password"), 303)


def _change_stay(room: Room) -> Answer:
    if "stay" not in request.form:
        kept.forget(room.notebook, room.host.kept)
    elif not room.notebook.has_kept_key:
        sign_in_id = sign_in(room, room.notebook.name or "", "password")
        lasting = room.settings.kept_for
        if not kept.keep(room.notebook, room.host.kept, sign_in_id, lasting):
            return _render({"stay": _NO_KEYRING}), 422
    return redirect(url_for("settings.show"), 303)


def _change_idleness(room: Room) -> Answer:
    minutes = request.form.get("minutes", type=int)
    if minutes is None or not NEVER <= minutes <= LONGEST_MINUTES:
        return _render({"minutes": _MINUTES}), 422
    room.notebook.settings.set(LOCK_AFTER, minutes)
    room.watch_idleness()
    return redirect(url_for("settings.show"), 303)


def _change_storage(room: Room) -> Answer:
    room.notebook.settings.set(STORAGE, "notebook" if "in_notebook" in request.form else "cookie")
    # The session is written where it now belongs when this answer goes out.
    session.modified = True
    return redirect(url_for("settings.show"), 303)


def _renew_recovery_code(room: Room) -> Answer:
    room.recovery.present(room.notebook, room.notebook.renew_recovery_code())
    return redirect(url_for("welcome.show_code"), 303)


_PARTS: dict[str, Callable[[Room], Answer]] = {
    "look": _change_theme,
    "password": _change_password,
    "stay": _change_stay,
    "storage": _change_storage,
    "idle": _change_idleness,
    "recovery": _renew_recovery_code,
}


def _check_old(room: Room) -> dict[str, str]:
    try:
        with room.tries.attempt():
            if not room.notebook.verify_password(request.form.get("old", "")):
                raise _WrongPassword
    except TooSoon as soon:
        return {"old": f"Wait {soon.seconds} s, then try again."}
    except _WrongPassword:
        return {"old": _WRONG}
    return {}


def _never_last(minutes: int) -> tuple[bool, int]:
    return minutes == NEVER, minutes


def _render(errors: dict[str, str]) -> str:
    notebook = here().notebook
    values = {
        "name": notebook.name,
        "theme": notebook.settings.get("theme", "system"),
        "stay": notebook.has_kept_key,
        "storage": notebook.settings.get(STORAGE, "cookie"),
        "minutes": notebook.settings.get(LOCK_AFTER, DEFAULT_MINUTES),
        "data_dir": str(here().settings.data_dir),
        "version": here().settings.version,
    }
    return render_shell(
        "settings.html",
        values=values,
        themes=THEMES,
        idle_choices=sorted({*IDLE_CHOICES, int(values["minutes"])}, key=_never_last),
        errors=errors,
        changed=request.args.get("changed"),
    )
