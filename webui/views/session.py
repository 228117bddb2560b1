"""`/session`: what this program keeps about the person from one request to the next."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from flask import Blueprint, current_app, redirect, request, url_for
from flask import session as flask_session
from werkzeug.wrappers import Response

from webui.dates import say_when
from webui.notebook import SignIn
from webui.room import Room, here
from webui.sessions import sign_in
from webui.sessions.cookie import SIGN_IN, Session
from webui.shell import render_shell

blueprint = Blueprint("session", __name__, url_prefix="/session")

_HISTORY = 50
_LABELS = {
    sign_in.USERNAME: "Name",
    SIGN_IN: "Number of this sign-in",
    sign_in.HOW: "Signed in with",
    sign_in.SINCE: "Signed in",
}
_STORAGES = {
    "cookie": "in the signed cookie",
    "notebook": "in the notebook; the cookie names this sign-in and no more",
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
        done=request.args.get("done"),
        rows=[*_values(current), *_facts(here(), current)],
        sent=_as_sent(),
        history=_history(here()),
    )


@blueprint.post("/key")
def renew_key() -> Response:
    """Sign with a new secret key from now on; what the former one signed still holds a while."""
    here().host.keys.renew()
    # This window's own cookie is signed anew with the answer.
    flask_session.modified = True
    return redirect(url_for("session.show", done="key"), 303)


@blueprint.post("/clear")
def clear_browsing_data() -> Response:
    """Empty what browsers keep: cookies, cache, storage, visited links. Signs out everywhere."""
    room = here()
    address = url_for("login.show", cleared=len(request.cookies))
    room.log_out("browsing data cleared")
    sign_in.sign_out()
    room.host.windows.clear_browsing_data(address)
    response = redirect(address, 303)
    if not room.host.windows.can_open:
        # W3C Clear Site Data, for a browser alone: Qt WebEngine never goes on after it. Not
        # "cookies", which would shut the gate behind the person; the session's goes with it.
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


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
        ("Its values are kept", _STORAGES[current.storage]),
        ("After a restart", "Stays signed in" if room.notebook.has_kept_key else "Asks again"),
        ("Shared by", "Every window of this program"),
        ("The secret key lives in", ring.storage),
        ("The secret key was made", say_when(ring.made_at)),
    ]


def _history(room: Room) -> list[tuple[datetime, str, str]]:
    """The last sign-ins and failed tries, newest first: when, how, and how it went."""
    sign_ins = room.notebook.sign_ins
    entries = [
        (entry.started_at, f"With {_HOWS[entry.how]}", _outcome(entry))
        for entry in sign_ins.recent(_HISTORY)
    ]
    entries += [(at, "With a password or code", "Wrong") for at in sign_ins.failures(_HISTORY)]
    return sorted(entries, reverse=True)[:_HISTORY]


def _outcome(entry: SignIn) -> str:
    if entry.ended_at is None:
        return "Signed in"
    return f"Ended {say_when(entry.ended_at)}: {entry.ended_how}"


def _as_sent() -> list[tuple[str, str]]:
    """The cookie, letter for letter: payload, timestamp, signature."""
    cookie = request.cookies.get(str(current_app.config["SESSION_COOKIE_NAME"]), "")
    return list(zip(("Payload", "Timestamp", "Signature"), cookie.rsplit(".", 2), strict=False))
