"""Of all addresses only plain http, https and mailto ones ever leave the program."""

from __future__ import annotations

import pytest

from desktop.outside import may_leave
from tests.attacks.running import Running, Visitor

SCHEMES = "RFC 3986 section 7; CVE-2021-43008; positive.security, 1-click RCE through URLs, 2021"
SHARES = "CVE-2018-14894, CWE-40: UNC paths send the person's hash to another machine"
ALIKE = "Unicode UTS 39; CWE-1007: look-alikes"
USER = "RFC 3986 section 7.6: a user name that looks like a host"
MAIL = "Müller et al., Mailto: Me Your Secrets, IEEE CNS 2020; CVE-2020-4089; CVE-2020-11880"
OPTIONS = "CWE-88: an address that is read as an option"
PARSING = "Orange Tsai, A New Era of SSRF, Black Hat 2017: parsers disagree"

NEVER = [
    ("file:///etc/passwd", SCHEMES),
    ("FILE:///etc/passwd", SCHEMES),
    ("javascript:alert(1)", SCHEMES),
    ("JaVaScRiPt:alert(1)", SCHEMES),
    ("java\tscript:alert(1)", SCHEMES),
    ("vbscript:x", SCHEMES),
    ("data:text/html,<script>alert(1)</script>", SCHEMES),
    ("blob:http://127.0.0.1/x", SCHEMES),
    ("about:blank", SCHEMES),
    ("view-source:http://example.org/", SCHEMES),
    ("ftp://example.org/", SCHEMES),
    ("smb://example.org/share", SHARES),
    ("\\\\example.org\\share", SHARES),
    ("//example.org/share", SHARES),
    ("file://example.org/share", SHARES),
    ("ms-msdt:/id PCWDiagnostic", "CVE-2022-30190"),
    ("search-ms:query=x&crumb=location:\\\\example.org", "CVE-2022-30190 and search-ms"),
    ("tel:+1", SCHEMES),
    ("ssh://-oProxyCommand=x/", "CVE-2017-1000117"),
    ("vscode://x", SCHEMES),
    ("inglenook://x", SCHEMES),
    ("x-apple.systempreferences:", SCHEMES),
    ("ｈttp://example.org/", ALIKE),
    ("һttp://example.org/", ALIKE),
    ("http：//example.org/", ALIKE),
    ("https://аррӏе.com/", ALIKE),
    ("https://example.org\u202e/gro.live", "CVE-2021-42574, bidi override"),
    ("https://example\u200b.org/", ALIKE),
    ("https://example.org@evil.com/", USER),
    ("https://example.org:x@evil.com/", USER),
    ("http://@evil.com/", USER),
    ("https://evil.com\\@example.org/", PARSING),
    ("http:example.org", PARSING),
    ("http:/example.org", PARSING),
    ("http:///example.org", PARSING),
    ("http://", PARSING),
    ("http://[", PARSING),
    ("http://]", PARSING),
    ("http://[::1", PARSING),
    ("http://example.org:port/", PARSING),
    ("http://example.org:99999/", PARSING),
    (" http://example.org/", PARSING),
    ("http://example.org/\r\nx", PARSING),
    ("http://example.org/\x00", PARSING),
    ("http://example.org/a b", PARSING),
    ("http://example.org/`id`", OPTIONS),
    ('http://example.org/"&calc', OPTIONS),
    ("--new-window", OPTIONS),
    ("-http://example.org/", OPTIONS),
    ("mailto:", MAIL),
    ("mailto:a@example.org?attach=/etc/passwd", MAIL),
    ("mailto:a@example.org?subject=x&ATTACH=~/.ssh/id_rsa", MAIL),
    ("mailto:?attachment=file:///etc/passwd", MAIL),
    ("mailto:?%61ttach=/etc/passwd", MAIL),
    ("mailto:a@example.org?insert=/etc/passwd", MAIL),
    ("http://example.org/" + "x" * 10_000, "CWE-130"),
    ("", SCHEMES),
]
WELCOME = [
    "http://example.org",
    "https://example.org:8443/a/b?c=d&e=%20#f",
    "https://xn--80ak6aa92e.com/",
    "https://[2001:db8::1]/",
    "https://example.org/~a_(b),c;d='e'!*",
    "https://example.org/@someone",
    "mailto:ada@example.org",
    "mailto:ada@example.org?subject=Hello%20there&body=Words&cc=b@example.org",
]


@pytest.mark.parametrize(("address", "reference"), NEVER, ids=[repr(a)[:60] for a, _ in NEVER])
def test_it_is_never_opened(
    program: Running, visitor: Visitor, address: str, reference: str
) -> None:
    program.windows.sent_outside.clear()
    answer = visitor.post("/open", {"url": address})
    assert answer.status == 422, reference
    assert program.windows.sent_outside == []


@pytest.mark.parametrize("address", WELCOME)
def test_an_ordinary_link_is_handed_on_letter_for_letter(
    program: Running, visitor: Visitor, address: str
) -> None:
    program.windows.sent_outside.clear()
    assert visitor.post("/open", {"url": address}).status == 204
    assert program.windows.sent_outside == [address]
    assert may_leave(address)
