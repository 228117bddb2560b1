"""`/resume/<pass>`: a sign-in that the keyring kept goes on in a fresh cookie."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from webui.paths import local_path
from webui.room import here
from webui.sessions.sign_in import carry, open_to_all

blueprint = Blueprint("resume", __name__)


@blueprint.get("/resume/<name>")
@open_to_all
def go_on(name: str) -> Response:
    room = here()
    found = room.passes.redeem(name)
    row = None
    if found is not None and room.notebook.state == "open":
        row = room.notebook.sign_ins.active(found.sign_in)
    if found is None or row is None:
        return redirect(url_for("login.show"), 303)
    carry(row.username, row.id, row.how, row.started_at.isoformat())
    room.restore_windows()
    if room.notebook.drafts.are_there:
        return redirect(url_for("drafts.show", next=local_path(found.next)), 303)
    return redirect(local_path(found.next), 303)
