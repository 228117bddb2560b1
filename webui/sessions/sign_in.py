"""Who is signed in: the rule for every request, and the acts of signing in and out.

A signed cookie replayed after log-out still verifies, so the cookie alone signs nobody in: it names
a sign-in, a row of the notebook, which must be there, not ended, in a notebook that is open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

from flask import Flask, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from webui.notebook.sign_ins import How
from webui.paths import address_here
from webui.replies import wants_json
from webui.room import PROGRAM_ENDED, Room, here
from webui.sessions.cookie import SIGN_IN, Session

View = TypeVar("View", bound=Callable[..., object])

USERNAME = "username"
HOW = "how"
SINCE = "since"


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person who is signed in."""

    name: str
    sign_in: str


def open_to_all(view: View) -> View:
    """Mark a view that needs no sign-in. Every other view does."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


def current_viewer() -> Viewer | None:
    return cast("Viewer | None", g.get("viewer"))


def current_sign_in_id() -> str:
    """Answer the id of the sign-in of this request, or an empty string when nobody's."""
    viewer = current_viewer()
    return viewer.sign_in if viewer else ""


def sign_in(room: Room, username: str, how: How) -> str:
    """Start a sign-in in the open notebook and put it into the session; answer its id.

    The id is always new (OWASP Session Management: no fixation).
    """
    if not room.present and not room.notebook.has_kept_key:
        # Those of a run that was killed, or that ended while the disk could not be written to.
        room.notebook.sign_ins.end_all(PROGRAM_ENDED)
    started = room.notebook.sign_ins.start(username, how)
    room.present.add(started.id)
    carry(username, started.id, how, started.started_at.isoformat())
    room.watch_idleness()
    room.news.publish("unlocked")
    return started.id


def carry(username: str, sign_in_id: str, how: str, since: str) -> None:
    """Put a sign-in into this browser's session."""
    session.clear()
    session[USERNAME] = username
    session[SIGN_IN] = sign_in_id
    session[HOW] = how
    session[SINCE] = since
    g.viewer = Viewer(username, sign_in_id)
    g.pop("csrf_token", None)


def sign_out() -> None:
    """Take the person out of the session."""
    session.pop(USERNAME, None)
    session.clear()
    g.viewer = None
    g.pop("csrf_token", None)


def init_app(app: Flask) -> None:
    """Decide for every request who asks, and turn away those who must sign in first."""

    def identify() -> None:
        room = here()
        if room.idle.is_over:
            # The computer slept past the limit, and this request woke before the watch did.
            room.lock_for_now("idle")
        g.viewer = _viewer(room)

    def require_sign_in() -> Response | tuple[dict[str, str], int] | None:
        view = app.view_functions.get(request.endpoint or "")
        if view is None or getattr(view, "open_to_all", False) or current_viewer():
            return None
        if here().notebook.state == "absent":
            return redirect(url_for("welcome.start"), 303)
        return turn_away()

    app.before_request(identify)
    app.before_request(require_sign_in)
    # Flask makes the static view itself.
    app.view_functions["static"] = open_to_all(app.view_functions["static"])


def _viewer(room: Room) -> Viewer | None:
    current = cast("Session", session)
    sign_in_id = current.get(SIGN_IN)
    if current.refused:
        g.sign_in_refused = True
    if not isinstance(sign_in_id, str) or room.notebook.state != "open":
        return None
    row = room.notebook.sign_ins.active(sign_in_id)
    if row is None:
        current.clear()
        g.sign_in_refused = True
        return None
    room.present.add(row.id)
    return Viewer(row.username, row.id)


def turn_away() -> Response | tuple[dict[str, str], int]:
    if wants_json():
        return {"error": "You are not logged in."}, 401
    next_path = address_here() if request.method == "GET" else None
    refused = "1" if g.get("sign_in_refused") else None
    return redirect(url_for("login.show", next=next_path, refused=refused), 303)
