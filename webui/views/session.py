"""`/session`: what this program keeps about the person from one request to the next."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from typing import cast

from flask import Blueprint, current_app, redirect, request, url_for
from flask import session as flask_session
from itsdangerous.encoding import base64_decode
from werkzeug.wrappers import Response

from webui.dates import say_when, say_within
from webui.language import gettext, mark, ngettext
from webui.notebook import SignIn
from webui.room import Room, here
from webui.sessions import kept, sign_in
from webui.sessions.cookie import SIGN_IN, Session
from webui.shell import render_shell

blueprint = Blueprint("session", __name__, url_prefix="/session")

_HISTORY = 50
_PARTS = 3
_LABELS = {
    sign_in.USERNAME: mark("Name"),
    sign_in.SINCE: mark("Signed in"),
    sign_in.HOW: mark("Signed in with"),
    SIGN_IN: mark("Number of this sign-in"),
}
_STORAGES = {
    "cookie": mark("in the signed cookie"),
    "notebook": mark("in the notebook; the cookie names this sign-in and no more"),
}
_HOWS = {
    "password": mark("the password"),
    "recovery": mark("the recovery code"),
    "kept": mark("this computer's keyring"),
    "setup": mark("the password, when the notebook was made"),
}


_ENDINGS = {
    "logged out": mark("logged out"),
    "idle": mark("nothing was done for a while"),
    "sleep": mark("the computer went to sleep"),
    "screen locked": mark("the screen was locked"),
    "password changed": mark("the password was changed"),
    "recovered": mark("the recovery code was used"),
    "browsing data cleared": mark("browsing data was cleared"),
    "the program ended": mark("the program ended"),
}
# What a host calls the places of its keys; one that is not here is shown as the host says it.
_KEY_PLACES = (
    mark("this run only"),
    mark("the system keyring"),
    mark("the system keyring (Secret Service)"),
    mark("Windows Credential Manager"),
    mark("the macOS keychain"),
    mark("KWallet"),
)


@blueprint.get("")
def show() -> str:
    current = cast("Session", flask_session)
    return render_shell(
        "session.html",
        done=request.args.get("done"),
        rows=[*_values(current), *_facts(here(), current)],
        keyring=here().host.keys.ring().problem,
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
    return [
        (gettext(_LABELS.get(name, name)), _in_words(name, value))
        for name, value in sorted(current.items(), key=_as_told)
    ]


def _as_told(item: tuple[str, object]) -> int:
    """Who, since when and how first; the cookie has its names in the order of letters."""
    order = list(_LABELS)
    return order.index(item[0]) if item[0] in order else len(order)


def _in_words(name: str, value: object) -> str:
    if name == sign_in.SINCE:
        return say_when(datetime.fromisoformat(str(value)))
    if name == sign_in.HOW:
        return gettext(_HOWS.get(str(value), str(value)))
    return str(value)


def _facts(room: Room, current: Session) -> list[tuple[str, str]]:
    ring = room.host.keys.ring()
    facts = []
    if current.signed_at is not None:
        ends = current.signed_at + room.settings.kept_for
        facts += [
            (gettext("Cookie signed"), say_when(current.signed_at)),
            (gettext("Cookie ends"), say_when(ends)),
        ]
    age = (datetime.now(UTC) - ring.made_at).days
    return [
        *facts,
        (gettext("Its values are kept"), gettext(_STORAGES[current.storage])),
        (gettext("After a restart"), _after_restart(room)),
        (gettext("Shared by"), _sharers(room)),
        (gettext("The secret key lives in"), _key_place(ring.storage)),
        (gettext("The secret key was made"), say_when(ring.made_at)),
        (gettext("Its age"), ngettext("%(num)s day", "%(num)s days", age)),
    ]


def _after_restart(room: Room) -> str:
    if not room.notebook.has_kept_key:
        return gettext("Asks for the password again")
    ends = room.notebook.settings.get(kept.ENDS)
    if ends is None:
        return gettext("Stays signed in")
    return gettext("Stays signed in until %(when)s", when=say_within(datetime.fromisoformat(ends)))


def _sharers(room: Room) -> str:
    """Which windows send this cookie."""
    if not room.host.windows.can_open:
        return gettext("Every tab of this browser")
    count = len(room.host.windows.places())
    return ngettext(
        "The one window of this program that is open",
        "All %(num)s windows of this program that are open",
        count,
    )


def _key_place(storage: str) -> str:
    return gettext(storage) if storage in _KEY_PLACES else storage


def _history(room: Room) -> list[tuple[datetime, str, str]]:
    """The last sign-ins and failed tries, newest first: when, how, and how it went."""
    sign_ins = room.notebook.sign_ins
    entries = [
        (
            entry.started_at,
            gettext("With %(what)s", what=gettext(_HOWS[entry.how])),
            _outcome(entry),
        )
        for entry in sign_ins.recent(_HISTORY)
    ]
    entries += [
        (at, gettext("With a password or code"), gettext("It did not open"))
        for at in sign_ins.failures(_HISTORY)
    ]
    return sorted(entries, reverse=True)[:_HISTORY]


def _outcome(entry: SignIn) -> str:
    if entry.ended_at is None:
        return gettext("Signed in")
    how = gettext(_ENDINGS.get(entry.ended_how or "", entry.ended_how or ""))
    return gettext("Ended %(when)s: %(how)s", when=say_within(entry.ended_at), how=how)


def _as_sent() -> list[tuple[str, str]]:
    """The cookie, letter for letter, and what is in each part of it."""
    cookie = request.cookies.get(str(current_app.config["SESSION_COOKIE_NAME"]), "")
    parts = cookie.rsplit(".", 2)
    if len(parts) != _PARTS:
        return []
    payload, timestamp, signature = parts
    return [
        (gettext("Payload"), payload),
        (gettext("Payload, decoded"), _decode_payload(payload)),
        (gettext("Timestamp"), timestamp),
        (gettext("Timestamp, decoded"), _decode_timestamp(timestamp)),
        (gettext("Signature"), signature),
    ]


def _decode_payload(payload: str) -> str:
    """The JSON as it was signed: URL-safe base64, compressed when a full stop stands before it."""
    packed = base64_decode(payload.removeprefix("."))
    text = zlib.decompress(packed) if payload.startswith(".") else packed
    return text.decode("utf-8", "replace")


def _decode_timestamp(timestamp: str) -> str:
    moment = datetime.fromtimestamp(int.from_bytes(base64_decode(timestamp)), UTC)
    return moment.isoformat()
