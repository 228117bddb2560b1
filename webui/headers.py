"""Security headers, on every answer, errors included."""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
_POLICY = (
    "default-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def init_app(app: Flask) -> None:
    """Send the headers, and give templates `csp_nonce` for the styles that libraries insert."""

    def nonce() -> None:
        g.csp_nonce = secrets.token_urlsafe(16)

    def send(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        policy = _POLICY.format(nonce=g.get("csp_nonce") or secrets.token_urlsafe(16))
        response.headers.setdefault("Content-Security-Policy", policy)
        if request.endpoint != "static" or response.status_code >= 400:  # noqa: PLR2004
            # no-store: nothing of the notebook in the web view's cache or its back button. Errors
            # too, at addresses of static files: their page carries a form token.
            response.headers["Cache-Control"] = "no-store"
        return response

    app.before_request(nonce)
    app.after_request(send)
    app.context_processor(lambda: {"csp_nonce": g.get("csp_nonce", "")})
