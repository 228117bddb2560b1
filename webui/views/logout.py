"""`/logout`: takes the person out of the session and locks the notebook, in every window."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webui.paths import local_path
from webui.room import here
from webui.sessions.sign_in import current_viewer, open_to_all, sign_out

blueprint = Blueprint("logout", __name__)


@blueprint.get("/logout")
@open_to_all
def ask() -> str | Response:
    """A link must not log anybody out, so a page asks with a button."""
    if current_viewer() is None:
        return redirect(url_for("login.show"), 303)
    return render_template("logout.html")


@blueprint.post("/logout")
@open_to_all
def log_out() -> Response:
    room = here()
    viewer = current_viewer()
    if viewer is not None and "here" in request.form:
        room.log_out_here(viewer.sign_in, "logged out")
    elif viewer is not None:
        room.log_out("logged out")
    sign_out()
    next_path = local_path(request.form.get("next"))
    return redirect(url_for("login.show", next=None if next_path == "/" else next_path), 303)
