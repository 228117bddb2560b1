"""Local paths: where a person may be sent after signing in, and nowhere else."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request

_HOME = "/"
_NOWHERE = ("/login", "/logout", "/welcome", "/recover", "/resume", "/events")


def local_path(asked: str | None) -> str:
    """Answer `asked` when it is a path of this program, else "/".

    Refused are other origins in every spelling that browsers accept (`//host`, `/\\host`,
    `https:host`, tabs and line ends inside; see WHATWG URL §4.4) and pages about signing in.
    """
    if not asked or not asked.startswith("/") or asked.startswith(("//", "/\\")):
        return _HOME
    if "\\" in asked or any(ord(letter) < 0x21 or ord(letter) == 0x7F for letter in asked):  # noqa: PLR2004
        return _HOME
    parts = urlsplit(asked)
    if parts.scheme or parts.netloc or parts.path.startswith(_NOWHERE):
        return _HOME
    return asked


def address_here() -> str | None:
    """Answer the path and query of this request as something to come back to; None for home."""
    address = request.full_path if request.query_string else request.path
    found = local_path(_quoted(address))
    return None if found == _HOME else found


def _quoted(address: str) -> str:
    from urllib.parse import quote  # noqa: PLC0415

    return quote(address, safe="/?&=%")
