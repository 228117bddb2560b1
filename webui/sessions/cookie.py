"""Flask's signed session cookie, with keys that come from the host."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature, URLSafeTimedSerializer

from webui.host import SigningKeys


class Session(SecureCookieSession):
    """A session that remembers how its cookie was received.

    `signed_at` is when the cookie was signed (None for a new session). `refused` is true when a
    cookie came and its signature, age or shape was wrong; the session is empty then.
    """

    signed_at: datetime | None = None
    refused: bool = False


class SignedCookieSessions(SecureCookieSessionInterface):
    """Sessions in a signed cookie: the person may look, not change.

    The keys are asked for only when a cookie is to be read or written, because the first answer of
    a keyring can take seconds and the login page needs none.
    """

    session_class = Session

    def __init__(self, keys: SigningKeys) -> None:
        self._keys = keys

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer:
        ring = self._keys.ring()
        app.config["SECRET_KEY"] = ring.current
        app.config["SECRET_KEY_FALLBACKS"] = list(ring.former)
        serializer = super().get_signing_serializer(app)
        if serializer is None:
            raise RuntimeError("the host answered an empty signing key")
        return serializer

    def open_session(self, app: Flask, request: Request) -> Session:
        cookie = request.cookies.get(self.get_cookie_name(app))
        if not cookie:
            return Session()
        oldest = int(app.permanent_session_lifetime.total_seconds())
        serializer = self.get_signing_serializer(app)
        try:
            payload, signed_at = serializer.loads(cookie, max_age=oldest, return_timestamp=True)
        except BadSignature:
            return _refused()
        if not isinstance(payload, dict) or _is_in_the_future(signed_at):
            return _refused()
        session = Session(payload)
        session.signed_at = signed_at
        return session


def _refused() -> Session:
    session = Session()
    session.refused = True
    return session


def _is_in_the_future(signed_at: datetime) -> bool:
    # itsdangerous refuses a negative age only when the clock is read at the same moment; a cookie
    # from the future is a forgery or a clock that went back, and neither should sign anyone in.
    return (signed_at - datetime.now(UTC)).total_seconds() > 60  # noqa: PLR2004
