"""Wherever one is sent after signing in, it is a page of this program."""

from __future__ import annotations

from urllib.parse import quote, urljoin, urlsplit

import pytest

from tests.attacks.running import Running
from tests.webui.conftest import NAME, PASSWORD

REDIRECTS = "OWASP Unvalidated Redirects Cheat Sheet; CWE-601"
BACKSLASH = "WHATWG URL section 4.4: a backslash is read as a slash"
STRIPPED = "WHATWG URL section 4.4: tabs and line ends are removed"
SPLITTING = "CWE-113, response splitting; RFC 9110 section 5.5"
SCHEMES = "WHATWG URL section 4.4: special schemes need no slashes"

TARGETS = [
    ("//evil.com", REDIRECTS),
    ("///evil.com", REDIRECTS),
    ("////evil.com/%2f..", REDIRECTS),
    ("https://evil.com/", REDIRECTS),
    ("http:evil.com", SCHEMES),
    ("https:evil.com", SCHEMES),
    ("https:/evil.com", SCHEMES),
    ("HTTPS://evil.com", SCHEMES),
    ("/\\evil.com", BACKSLASH),
    ("\\\\evil.com", BACKSLASH),
    ("\\/evil.com", BACKSLASH),
    ("/\\/evil.com", BACKSLASH),
    ("/\t/evil.com", STRIPPED),
    ("/\n/evil.com", STRIPPED),
    ("\t//evil.com", STRIPPED),
    (" //evil.com", STRIPPED),
    ("/\r\nSet-Cookie: a=b", SPLITTING),
    ("/pages/\r\n\r\n<script>", SPLITTING),
    ("/pages/%0d%0aSet-Cookie:%20a=b", SPLITTING),
    ("javascript:alert(1)", "CVE-2021-23385; OWASP XSS: javascript scheme"),
    ("data:text/html,<script>", REDIRECTS),
    ("evil.com", REDIRECTS),
    ("@evil.com", REDIRECTS),
    (".evil.com", REDIRECTS),
    (":1/", REDIRECTS),
    ("?//evil.com", REDIRECTS),
    ("#//evil.com", REDIRECTS),
    ("/.//evil.com", "WHATWG URL section 4.5: dot segments"),
    ("/..//evil.com", "WHATWG URL section 4.5: dot segments"),
    ("/／evil.com", "Unicode UTS 46: fullwidth solidus"),
    ("/%5cevil.com", BACKSLASH),
    ("/%2f%2fevil.com", REDIRECTS),
    ("//[", "CPython urlsplit raises for half an IPv6 address"),
    ("\x00//evil.com", STRIPPED),
    ("", REDIRECTS),
]


@pytest.mark.parametrize(("target", "reference"), TARGETS, ids=[repr(t) for t, _ in TARGETS])
def test_signing_in_leads_to_a_page_of_the_program(
    program: Running, target: str, reference: str
) -> None:
    visitor = program.enter()
    form = visitor.get(f"/login?next={quote(target)}")
    assert form.status == 200
    answer = visitor.post("/login", {"username": NAME, "password": PASSWORD, "next": target})
    assert answer.status == 303
    assert stays(program, answer.header("Location")), reference
    assert [name for name, _ in answer.headers if name.lower() == "set-cookie"] == ["Set-Cookie"]
    again = visitor.get(f"/login?next={quote(target)}")
    assert stays(program, again.header("Location")), reference
    answer = visitor.post("/logout", {"next": target})
    assert stays(program, answer.header("Location")), reference


@pytest.mark.parametrize(("target", "reference"), TARGETS, ids=[repr(t) for t, _ in TARGETS])
def test_a_new_window_opens_on_a_page_of_the_program(
    program: Running, target: str, reference: str
) -> None:
    program.windows.opened.clear()
    program.sign_in().post("/windows", {"path": target})
    assert all(stays(program, path) for path in program.windows.opened), reference


def stays(program: Running, location: str | None) -> bool:
    """Answer whether a browser that follows `location` is still here (RFC 3986 section 5)."""
    assert location is not None
    there = urljoin(f"{program.origin}/login", location.replace("\\", "/"))
    parts = urlsplit(there)
    return f"{parts.scheme}://{parts.netloc}" == program.origin and "\r" not in location
