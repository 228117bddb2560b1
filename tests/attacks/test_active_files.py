"""Files that carry script, brought in by the person or by whoever got the person to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import quote

import pytest

from tests.attacks.running import Visitor

ACTIVE = "OWASP File Upload Cheat Sheet; CWE-434, CWE-79; SVG and PDF that carry script"
SNIFFING = "WHATWG MIME Sniffing; CVE-2011-1252 and its kind"
HEADER = "CWE-113; RFC 6266 section 4.3: a file's name in a header"
_SCRIPT = b"<script>fetch('/pages/')</script>"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file, the type that the sender claims, and whether a browser may show it by itself."""

    name: str
    claimed: str
    content: bytes
    may_be_shown: bool = False

    def __str__(self) -> str:
        return f"{self.name} as {self.claimed}"


UPLOADS = [
    Upload("page.html", "text/html", b"<!doctype html>" + _SCRIPT),
    Upload("page.htm", "image/png", b"<!doctype html>" + _SCRIPT),
    Upload("page.HTML", "text/plain", _SCRIPT),
    Upload("page.xhtml", "application/xhtml+xml", b'<html xmlns="http://www.w3.org/1999/xhtml"/>'),
    Upload("page.xml", "text/xml", b'<?xml-stylesheet href="javascript:1"?><a/>'),
    Upload("drawing.svg", "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg" onload="1"/>'),
    Upload("drawing.svgz", "image/svg+xml", b"\x1f\x8b"),
    Upload("program.js", "text/javascript", b"fetch('/pages/')"),
    Upload("style.css", "text/css", b"@import 'x'"),
    Upload("worker.mjs", "text/javascript", b"addEventListener('fetch', () => {})"),
    Upload("archive.mhtml", "multipart/related", b"MIME-Version: 1.0"),
    Upload("applet.swf", "application/x-shockwave-flash", b"FWS"),
    Upload("nothing", "text/html", _SCRIPT),
    Upload("double.png.html", "image/png", b"\x89PNG\r\n\x1a\n" + _SCRIPT),
    Upload("feed.rss", "application/rss+xml", b"<rss/>"),
    Upload("paper.pdf", "text/html", b"%PDF-1.7 /JavaScript (app.alert(1))", may_be_shown=True),
    Upload("picture.png", "text/html", b"\x89PNG\r\n\x1a\n" + _SCRIPT, may_be_shown=True),
    Upload("notes.txt", "text/html", _SCRIPT, may_be_shown=True),
]


def bring_in(visitor: Visitor, upload: Upload) -> str:
    """Upload a file as a page does; answer its address."""
    answer = visitor.ask(
        "POST",
        f"/files/?name={quote(upload.name)}",
        {"X-CSRF-Token": visitor.token(), "Content-Type": upload.claimed},
        upload.content,
    )
    assert answer.status == 201, answer.text
    return str(json.loads(answer.body)["url"])


@pytest.mark.parametrize("upload", UPLOADS, ids=str)
def test_a_file_that_carries_script_is_handed_out_or_shown_without_running_anything(
    visitor: Visitor, upload: Upload
) -> None:
    answer = visitor.get(bring_in(visitor, upload))
    assert answer.status == 200
    assert answer.body == upload.content
    assert answer.header("X-Content-Type-Options") == "nosniff", SNIFFING
    policy = answer.header("Content-Security-Policy") or ""
    assert "default-src 'none'" in policy, ACTIVE
    assert "script-src" not in policy
    assert "frame-ancestors 'none'" in policy
    kind = (answer.header("Content-Type") or "").partition(";")[0]
    is_pdf = kind == "application/pdf"
    assert is_pdf or policy.startswith("sandbox;"), ACTIVE
    disposition = (answer.header("Content-Disposition") or "").partition(";")[0]
    if not upload.may_be_shown:
        assert disposition == "attachment", ACTIVE
    assert "html" not in kind or disposition == "attachment", ACTIVE
    assert answer.header("Cache-Control") == "no-store"
    assert answer.header("Cross-Origin-Resource-Policy") == "same-origin"


@pytest.mark.parametrize(
    "name",
    [
        'a".html',
        "a\r\nSet-Cookie: x=1.txt",
        "a;filename=b.html",
        "a\u202egnp.exe",
        "../../notebook.db",
        "C:\\windows\\win.ini",
        "電" * 200,
        ".htaccess",
        "con",
    ],
)
def test_a_files_name_adds_no_header_and_leads_nowhere(visitor: Visitor, name: str) -> None:
    answer = visitor.ask(
        "POST", f"/files/?name={quote(name)}", {"X-CSRF-Token": visitor.token()}, b"words"
    )
    if answer.status != 201:
        assert answer.status in (400, 422), HEADER
        return
    address = str(json.loads(answer.body)["url"])
    assert ".." not in address, HEADER
    sent = visitor.get(address)
    assert sent.body == b"words"
    assert sent.header("Set-Cookie") is None or "x=1" not in str(sent.header("Set-Cookie")), HEADER
    assert len([name for name, _ in sent.headers if name == "Content-Disposition"]) == 1


def test_an_upload_from_another_origin_or_without_a_token_brings_nothing(visitor: Visitor) -> None:
    before = visitor.program.fingerprint()
    lines = [*visitor.lines, "Origin: http://evil.example", "Content-Length: 5"]
    assert visitor.program.send("POST /files/?name=a.html HTTP/1.1", lines, b"words").status == 403
    assert visitor.ask("POST", "/files/?name=a.html", {}, b"words").status == 403, "CWE-352"
    assert visitor.program.fingerprint() == before
