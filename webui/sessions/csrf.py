"""Form tokens (OWASP CSRF Prevention: HMAC-based token pattern).

The token is an HMAC of the sign-in's id under a key of this run, so it needs no storage, and no
secret key from the keyring before the login page can be drawn. The gate checks origins first.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from flask import Flask, Request, g, request

from webui.sessions.sign_in import current_sign_in_id

FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class FormToken:
    """Makes and checks the tokens of one run of the program."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def make(self, sign_in: str) -> str:
        """Answer the token for a sign-in's id, or for nobody's when it is empty."""
        return hmac.new(self._key, sign_in.encode(), hashlib.sha256).hexdigest()

    def accepts(self, token: str, sign_in: str) -> bool:
        return hmac.compare_digest(self.make(sign_in).encode(), token.encode())


class FormTokenRefused(Exception):
    """The form was made before signing in or out, or by somebody else."""


def init_app(app: Flask, tokens: FormToken) -> None:
    """Check every unsafe request, and give templates `csrf_token()`."""

    def csrf_token() -> str:
        if "csrf_token" not in g:
            g.csrf_token = tokens.make(current_sign_in_id())
        return str(g.csrf_token)

    def check() -> None:
        if request.method in _SAFE_METHODS:
            return
        if not tokens.accepts(_sent_token(request), current_sign_in_id()):
            raise FormTokenRefused

    app.before_request(check)
    app.add_template_global(csrf_token)


def _sent_token(sent: Request) -> str:
    return sent.headers.get(HEADER) or sent.form.get(FIELD, "")
