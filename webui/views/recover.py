"""`/recover`: the recovery code opens the notebook and asks for a new password."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webui.language import gettext, mark
from webui.notebook import StorageFailure, WrongPassword
from webui.passwords import check_new_password
from webui.room import here
from webui.sessions import kept
from webui.sessions.sign_in import open_to_all, sign_in
from webui.sessions.tries import TooSoon

blueprint = Blueprint("recover", __name__, url_prefix="/recover")

_WRONG_CODE = mark(
    "That recovery code doesn't open this notebook. Compare it with the newest one that you kept."
)


@blueprint.get("")
@open_to_all
def ask() -> str | Response:
    if here().notebook.state == "absent":
        return redirect(url_for("welcome.start"), 303)
    return _render({})


@blueprint.post("")
@open_to_all
def recover() -> str | Response | tuple[str, int]:
    room = here()
    if room.notebook.state == "absent":
        return redirect(url_for("welcome.start"), 303)
    password = request.form.get("password", "")
    errors = check_new_password(password, request.form.get("again", ""))
    if errors:
        return _render(errors), 422
    was_locked = room.notebook.state == "locked"
    try:
        with room.tries.attempt():
            room.notebook.unlock_with_recovery_code(request.form.get("code", ""))
    except TooSoon as soon:
        return _render(
            {"code": gettext("Wait %(seconds)d s, then try again.", seconds=soon.seconds)}
        ), 429
    except WrongPassword:
        room.notebook.sign_ins.record_failure()
        return _render({"code": gettext(_WRONG_CODE)}), 422
    try:
        room.notebook.change_password(password)
    except StorageFailure:
        # Nobody is signed in, so nobody would lock it again.
        if was_locked:
            room.notebook.lock()
        raise
    room.notebook.sign_ins.end_all("recovered")
    kept.forget(room.notebook, room.host.kept)
    sign_in(room, room.notebook.name or "", "recovery")
    room.restore_windows()
    return redirect(url_for("home.show"), 303)


def _render(errors: dict[str, str]) -> str:
    return render_template(
        "recover.html", errors=errors, code=request.form.get("code", ""), wait=here().tries.wait
    )
