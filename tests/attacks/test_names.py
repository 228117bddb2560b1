"""Odd names in addresses and titles are refused clearly or become a harmless page."""

from __future__ import annotations

import time
from urllib.parse import quote, unquote

import pytest

from tests.attacks.running import Running, Visitor

TRAVERSAL = "CWE-22; OWASP path traversal; CVE-2021-41773"
ENCODED = "CVE-2021-42013: percent-encoded twice"
NUL = "CWE-158, null byte"
WINDOWS = "CWE-67, device names; CVE-2025-27210"
LONG = "CWE-770, names of any length"
BIDI = "CVE-2021-42574, Trojan Source: bidi controls"
UNSEEN = "Unicode UTS 39 section 5: invisible characters"
FORMATS = "CWE-134 and CWE-1336: templates and formats in names"
INJECTION = "CWE-89; CWE-79"

NAMES = [
    ("..", TRAVERSAL),
    ("../..", TRAVERSAL),
    ("../../../../etc/passwd", TRAVERSAL),
    ("..%2f..%2fetc%2fpasswd", TRAVERSAL),
    ("..%252f..%252fetc%252fpasswd", ENCODED),
    ("%2e%2e/%2e%2e/notebook.db", TRAVERSAL),
    ("..\\..\\windows\\win.ini", TRAVERSAL),
    ("..%5c..%5cnotebook.db", TRAVERSAL),
    ("..;/..;/", "CVE-2020-5902"),
    ("....//....//", TRAVERSAL),
    ("%c0%ae%c0%ae/", "CVE-2008-2938, overlong UTF-8"),
    ("/etc/passwd", TRAVERSAL),
    ("a%00.md", NUL),
    ("%00", NUL),
    ("C:\\", WINDOWS),
    ("C%3A%5CWindows", WINDOWS),
    ("CON", WINDOWS),
    ("nul.txt", WINDOWS),
    ("COM1", WINDOWS),
    ("\\\\?\\C:\\x", WINDOWS),
    ("x" * 10_000, LONG),
    ("/".join("x" * 2000), LONG),
    ("%e2%80%aegnp.exe", BIDI),
    ("%e2%80%8b%e2%80%8b", UNSEEN),
    ("%ef%bb%bf", UNSEEN),
    ("%ed%a0%80", "RFC 3629 section 3: surrogates in UTF-8"),
    ("%ff%fe", "RFC 3629 section 3: bytes that UTF-8 never has"),
    ("%0d%0aSet-Cookie:%20a=b", "CWE-113"),
    ("{{7*7}}", FORMATS),
    ("%25s%25n%257B0%257D", FORMATS),
    ("'; drop table pages; --", INJECTION),
    ("<script>alert(1)</script>", INJECTION),
    ("ideas/edit", "CWE-436: a page's name that is a route's"),
    ("%", "RFC 3986 section 2.1: half a percent-encoding"),
    ("%zz", "RFC 3986 section 2.1: no hexadecimal digits"),
    (".", TRAVERSAL),
    ("~root", TRAVERSAL),
    ("$HOME", FORMATS),
]
PLACES = ("/pages/{}", "/tags/{}", "/static/{}", "/resume/{}", "/{}", "/trash/{}/restore")


@pytest.mark.parametrize(("name", "reference"), NAMES, ids=[repr(n)[:40] for n, _ in NAMES])
def test_an_odd_name_in_an_address_is_answered_with_a_page_that_says_so(
    program: Running, visitor: Visitor, name: str, reference: str
) -> None:
    before, raw = program.fingerprint(), name.encode().decode("latin-1").replace(" ", "%20")
    for place in PLACES:
        for method in ("GET", "HEAD"):
            answer = visitor.ask(method, place.format(raw))
            assert answer.status in (200, 302, 303, 307, 308, 400, 403, 404, 405), reference
            assert "root:" not in answer.text
            assert "SQLite" not in answer.text
            assert "<script>alert" not in answer.text
    assert program.fingerprint() == before


@pytest.mark.parametrize(("name", "reference"), NAMES, ids=[repr(n)[:40] for n, _ in NAMES])
def test_an_odd_title_is_refused_clearly_or_makes_a_page_that_opens(
    program: Running, visitor: Visitor, name: str, reference: str
) -> None:
    title = unquote(name)
    begun = time.monotonic()
    answer = visitor.post("/pages/", {"title": title})
    assert time.monotonic() - begun < 2
    if answer.status == 422:
        assert "Nothing was changed" in answer.text
        return
    location = answer.header("Location") or ""
    assert answer.status == 303
    assert location.startswith("/pages/"), reference
    path = location.partition("?")[0]
    segments = unquote(path).split("/")
    assert not {"..", ".", ""} & set(segments[2:]), reference
    assert not any(
        ord(letter) < 0x21 or letter in "\u202e\u200b\ufeff\\" for letter in unquote(path)
    )
    shown = visitor.get(path)
    assert shown.status == 200
    assert "<script>alert" not in shown.text
    again = visitor.get(quote(unquote(path)))
    assert again.status == 200


def test_nothing_is_written_outside_the_data_folder(program: Running) -> None:
    database = {"notebook.db", "notebook.db-wal", "notebook.db-shm"}
    known = {*database, "notebook.db.keys", "keyslots.json"}
    found = {str(each.relative_to(program.folder)) for each in program.folder.rglob("*")}
    assert {name for name in found if not name.startswith("backups")} <= known, TRAVERSAL
    assert [each.name for each in program.folder.parent.iterdir()] == [program.folder.name]
