"""`/session`: what this program keeps about the person from one request to the next."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from flask import Blueprint, current_app, request
from flask import session as flask_session

from webui.dates import say_when
from webui.room import Room, here
from webui.sessions import sign_in
from webui.sessions.cookie import Session
from webui.shell import render_shell

blueprint = Blueprint("session", __name__, url_prefix="/session")

_LABELS = {
    sign_in.USERNAME: "Name",
    sign_in.SIGN_IN: "Number of this sign-in",
    sign_in.HOW: "Signed in with",
    sign_in.SINCE: "Signed in",
}
_HOWS = {
    "password": "the password",
    "recovery": "the recovery code",
    "kept": "this computer's keyring",
    "setup": "the password, when the notebook was made",
}


@blueprint.get("")
def show() -> str:
    current = cast("Session", flask_session)
    return render_shell(
        "session.html",
        rows=[*_values(current), *_facts(here(), current)],
        sent=_as_sent(),
    )


def _values(current: Session) -> list[tuple[str, str]]:
    return [(_LABELS.get(name, name), _in_words(name, value)) for name, value in current.items()]


def _in_words(name: str, value: object) -> str:
    if name == sign_in.SINCE:
        return say_when(datetime.fromisoformat(str(value)))
    if name == sign_in.HOW:
        return _HOWS.get(str(value), str(value))
    return str(value)


def _facts(room: Room, current: Session) -> list[tuple[str, str]]:
    ring = room.host.keys.ring()
    facts = []
    if current.signed_at is not None:
        ends = current.signed_at + room.settings.kept_for
        facts += [("Signed", say_when(current.signed_at)), ("Ends", say_when(ends))]
    return [
        *facts,
        ("After a restart", "Stays signed in" if room.notebook.has_kept_key else "Asks again"),
        ("Shared by", "Every window of this program"),
        ("The secret key lives in", ring.storage),
        ("The secret key was made", say_when(ring.made_at)),
    ]


def _as_sent() -> list[tuple[str, str]]:
    """The cookie, letter for letter: payload, timestamp, signature."""
    cookie = request.cookies.get(str(current_app.config["SESSION_COOKIE_NAME"]), "")
    return list(zip(("Payload", "Timestamp", "Signature"), cookie.rsplit(".", 2), strict=False))
