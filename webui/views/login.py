"""`/login`: the name, the password, one button."""

from __future__ import annotations

import hmac
from contextlib import suppress

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webui.language import gettext, mark, ngettext
from webui.notebook import Notebook, StorageFailure, WrongPassword
from webui.notebook.passwords import normalise_password
from webui.paths import local_path
from webui.room import Room, here
from webui.sessions import kept
from webui.sessions.recovery import is_unconfirmed
from webui.sessions.sign_in import current_viewer, open_to_all, sign_in
from webui.sessions.tries import TooSoon

blueprint = Blueprint("login", __name__)

WRONG = mark("That name and password don't open this notebook. Nothing is lost; try again.")
REFUSED = mark("This sign-in has ended. Log in again to go on.")


@blueprint.get("/login")
@open_to_all
def show() -> str | Response:
    room = here()
    if room.notebook.state == "absent":
        return redirect(url_for("welcome.start"), 303)
    if current_viewer():
        return redirect(local_path(request.args.get("next")), 303)
    return _render(
        room, problem=gettext(REFUSED) if "refused" in request.args else None, done=_cleared()
    )


@blueprint.post("/login")
@open_to_all
def log_in() -> str | Response | tuple[str, int]:
    room = here()
    if room.notebook.state == "absent":
        return redirect(url_for("welcome.start"), 303)
    username = request.form.get("username", "")
    stay = "stay" in request.form
    try:
        with room.tries.attempt():
            open_notebook(room.notebook, username, request.form.get("password", ""))
    except TooSoon:
        return _render(room, stay=stay), 429
    except WrongPassword:
        room.notebook.sign_ins.record_failure()
        return _render(room, error=gettext(WRONG), stay=stay), 422
    sign_in_id = sign_in(room, room.notebook.name or username, "password")
    if stay:
        # A full disk takes no key slot. Who signs in gets in all the same, and sees why.
        with suppress(StorageFailure):
            kept.keep(room.notebook, room.host.kept, sign_in_id, room.kept_for)
    return redirect(path_after_sign_in(room), 303)


def open_notebook(notebook: Notebook, username: str, password: str) -> None:
    """Open the notebook, or check the password when another window opened it already.

    The password is worked through whatever the name is, so that a wrong name takes as long as a
    wrong password. Raises `WrongPassword` for both.
    """
    right_name = _same_name(username, notebook.name or "")
    if notebook.state == "open" or not right_name:
        right_password = notebook.verify_password(password)
        if not (right_name and right_password):
            raise WrongPassword
    else:
        notebook.unlock(password)


def path_after_sign_in(room: Room) -> str:
    """Where this window goes: what it showed, else where the first window was last time."""
    places = room.restore_windows()
    if is_unconfirmed(room.notebook):
        return url_for("welcome.show_code")
    asked = local_path(request.values.get("next"))
    if asked == "/" and places:
        asked = local_path(places[0].path)
    if room.notebook.drafts.are_there:
        return url_for("drafts.show", next=asked)
    return asked


def _same_name(given: str, kept_name: str) -> bool:
    one, other = (normalise_password(name.strip()).casefold() for name in (given, kept_name))
    return hmac.compare_digest(one.encode(), other.encode())


def _cleared() -> str | None:
    """What "Clear browsing data" did, on the page where it ends."""
    count = request.args.get("cleared", type=int)
    if count is None:
        return None
    return ngettext(
        "Cleared in all windows: %(num)s cookie, the cache, stored data and visited links. "
        "No page of the notebook was touched.",
        "Cleared in all windows: %(num)s cookies, the cache, stored data and visited links. "
        "No page of the notebook was touched.",
        count,
    )


def _render(
    room: Room,
    *,
    error: str | None = None,
    problem: str | None = None,
    done: str | None = None,
    stay: bool = False,
) -> str:
    return render_template(
        "login.html",
        name=request.form.get("username", room.notebook.name or ""),
        error=error,
        problem=problem,
        done=done,
        wait=room.tries.wait,
        next=local_path(request.values.get("next")),
        stay=stay,
    )
