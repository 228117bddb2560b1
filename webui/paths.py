"""Addresses: local paths that a person may be sent to, and those outside that may be opened."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, urlsplit

from flask import request

_HOME = "/"
_NOWHERE = ("/login", "/logout", "/welcome", "/recover", "/resume", "/events")
_LONGEST_ADDRESS = 8000
# RFC 3986, and what browsers leave as it is in a query. Letters of other scripts come as punycode
# from a browser, so whatever else looks like an address is a look-alike.
_ADDRESS = re.compile(r"[!#-;=?-\[\]^_a-~]+")
# RFC 6068 section 7 warns of the others: mail programs attach a file of the person's when asked
# to (Müller et al., Mailto: Me Your Secrets, IEEE CNS 2020).
_MAIL_FIELDS = frozenset({"to", "cc", "bcc", "subject", "body", "in-reply-to"})


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


def may_leave(address: str) -> bool:
    """Answer whether an address may be handed to another program: http, https and mailto ones.

    Not when it is written so that a person or another program may read another host in it.
    """
    if len(address) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
        return False
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises for what is none
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return _is_plain_mail(parts)
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    return is_web and "@" not in parts.netloc


def _is_plain_mail(parts: SplitResult) -> bool:
    fields = {name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    return bool(parts.path) and not parts.netloc and fields <= _MAIL_FIELDS


def address_here() -> str | None:
    """Answer the path and query of this request as something to come back to; None for home."""
    address = request.full_path if request.query_string else request.path
    found = local_path(_quoted(address))
    return None if found == _HOME else found


def _quoted(address: str) -> str:
    from urllib.parse import quote  # noqa: PLC0415

    return quote(address, safe="/?&=%")
