"""Flask's signed session cookie, with keys that come from the host.

What the session holds stands in the cookie itself, or, when the person chose so or it grew past
what a cookie can carry, beside the sign-in in the notebook; the cookie then names just the sign-in.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer
from itsdangerous.encoding import base64_decode, base64_encode

from webui.host import SigningKeys
from webui.notebook import Notebook, NotebookLocked

SIGN_IN = "sign_in"
STORAGE = "session_storage"

Storage = Literal["cookie", "notebook"]

# RFC 6265 section 6.1: browsers hold 4096 bytes of name, value and attributes. Some are left over.
_LARGEST_COOKIE = 3800
_CLOCKS_DIFFER_SECONDS = 60


class Session(SecureCookieSession):
    """A session that remembers how its cookie was received.

    `signed_at` is when the cookie was signed (None for a new session). `refused` is true when a
    cookie came and its signature, age or shape was wrong; the session is empty then. `storage` is
    where its values were found.
    """

    signed_at: datetime | None = None
    refused: bool = False
    storage: Storage = "cookie"


class SignedSessions(SecureCookieSessionInterface):
    """Sessions that the person may look at and not change.

    The keys are asked for only when a cookie is to be read or written, because the first answer of
    a keyring can take seconds and the login page needs none.
    """

    session_class = Session

    def __init__(self, keys: SigningKeys, notebook: Notebook) -> None:
        self._keys = keys
        self._notebook = notebook

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer:
        ring = self._keys.ring()
        app.config["SECRET_KEY"] = ring.current
        app.config["SECRET_KEY_FALLBACKS"] = list(ring.former)
        serializer = super().get_signing_serializer(app)
        if serializer is None:
            raise RuntimeError("the host answered an empty signing key")
        return serializer

    def open_session(self, app: Flask, request: Request) -> Session:
        # More than one of the name: another program on 127.0.0.1 may have set its own for a longer
        # path, which browsers send first (RFC 6265 section 5.4). Ours is the one that verifies.
        cookies = request.cookies.getlist(self.get_cookie_name(app))
        for cookie in filter(None, cookies):
            session = self._read(app, cookie)
            if session is not None:
                return session
        return _refused() if any(cookies) else Session()

    def _read(self, app: Flask, cookie: str) -> Session | None:
        """Answer what a cookie carries, or None when we did not sign it, or too long ago."""
        oldest = int(app.permanent_session_lifetime.total_seconds())
        serializer = self.get_signing_serializer(app)
        try:
            payload, signed_at = serializer.loads(cookie, max_age=oldest, return_timestamp=True)
        except BadSignature:
            return None
        if not isinstance(payload, dict) or _is_in_the_future(signed_at) or not _is_exact(cookie):
            return None
        session = self._complete(payload)
        session.signed_at = signed_at
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        sign_in = session.get(SIGN_IN)
        if session.modified and isinstance(sign_in, str):
            session = self._store(app, session, sign_in)
        elif isinstance(session, Session) and session.storage == "notebook":
            return
        super().save_session(app, session, response)

    def _complete(self, payload: dict[str, object]) -> Session:
        """Answer the session, with the values that the notebook holds for it."""
        sign_in = payload.get(SIGN_IN)
        if set(payload) != {SIGN_IN} or not isinstance(sign_in, str):
            return Session(payload)
        try:
            values = self._notebook.sign_ins.session(sign_in)
        except NotebookLocked:
            values = None
        session = Session({**payload, **(values or {})})
        session.storage = "notebook"
        return session

    def _store(self, app: Flask, session: SessionMixin, sign_in: str) -> SessionMixin:
        """Put the values where they belong; answer the session that the cookie shall carry."""
        values = {name: value for name, value in session.items() if name != SIGN_IN}
        try:
            if not self._belongs_in_notebook(app, session):
                self._notebook.sign_ins.keep_session(sign_in, None)
                return session
            self._notebook.sign_ins.keep_session(sign_in, values)
        except NotebookLocked:
            return session
        carried = Session({SIGN_IN: sign_in})
        carried.modified = True
        return carried

    def _belongs_in_notebook(self, app: Flask, session: SessionMixin) -> bool:
        if self._notebook.settings.get(STORAGE, "cookie") == "notebook":
            return True
        signed = self.get_signing_serializer(app).dumps(dict(session))
        return len(signed) > _LARGEST_COOKIE


def _refused() -> Session:
    session = Session()
    session.refused = True
    return session


def _is_exact(cookie: str) -> bool:
    """Whether the signature is spelled as we spell it: base64 can say the same bytes twice."""
    signature = cookie.rpartition(".")[2]
    return base64_encode(base64_decode(signature)) == signature.encode()


def _is_in_the_future(signed_at: datetime) -> bool:
    # itsdangerous lets some of these through. A cookie from the future is a forgery, or the clock
    # went back, and neither should sign anyone in.
    return (signed_at - datetime.now(UTC)).total_seconds() > _CLOCKS_DIFFER_SECONDS
