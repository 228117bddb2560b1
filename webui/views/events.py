"""`/events`: the stream of news for a browser's one worker."""

from __future__ import annotations

from flask import Blueprint, Response, request

from webui.news import OUTCOMES, Outcome
from webui.room import here
from webui.sessions.sign_in import open_to_all

blueprint = Blueprint("events", __name__)


@blueprint.get("/events")
@open_to_all
def listen() -> Response:
    """Open to those who are signed out too: it carries ids and never words, and a login page
    must hear that another window signed in."""
    # waitress tells whether the reader is still there; another server's streams end by themselves.
    is_gone = request.environ.get("waitress.client_disconnected", lambda: False)
    return Response(here().news.listen(is_gone), mimetype="text/event-stream")


@blueprint.post("/events/settled")
def settled() -> tuple[str, int]:
    told = request.form.get("outcome")
    outcome: Outcome = next((known for known in OUTCOMES if known == told), "unsaved")
    here().news.settled(request.form.get("token", ""), outcome)
    return "", 204
