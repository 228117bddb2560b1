"""`/opening/<name>`: a window that waits for a notebook that the keyring opens."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from webui.pace import say_left, say_progress
from webui.room import here
from webui.sessions.sign_in import open_to_all

blueprint = Blueprint("opening", __name__)


@blueprint.get("/opening/<name>")
@open_to_all
def show(name: str) -> str | Response:
    """Sizes and times alone: nobody has signed in yet."""
    room = here()
    try:
        path = room.arrival.path(name)
    except KeyError:
        path = "/"  # asked for once more
    if path is not None:
        return redirect(path, 303)
    opening = room.opening
    return render_template(
        "opening.html", part=opening.part, words=say_progress(opening), left=say_left(opening)
    )
