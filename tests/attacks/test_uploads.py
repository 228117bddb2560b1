"""Files that come in and go out over the wire: nothing readable on the disk, nothing that acts."""

from __future__ import annotations

import json
import os
import tempfile
from typing import Any, NoReturn

import pytest

from tests.attacks.running import Running, Visitor

ON_DISK = "CWE-313: cleartext storage in a file"
UPLOADED = "CWE-434: upload of a file with dangerous type; OWASP File Upload Cheat Sheet"
NAMED = "CWE-22: path traversal; RFC 6266 section 4.3"


def send(visitor: Visitor, name: str, body: bytes) -> dict[str, Any]:
    headers = {"X-CSRF-Token": visitor.token(), "Accept": "application/json"}
    answer = visitor.ask("POST", f"/files/?name={name}", headers, body)
    assert answer.status == 201
    return dict(json.loads(answer.text))


def test_no_body_however_long_is_put_into_a_temporary_file(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError(ON_DISK)

    for maker in ("TemporaryFile", "SpooledTemporaryFile", "NamedTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, maker, refuse)
    body = os.urandom(8 * 1024 * 1024)
    told = send(visitor, "long.bin", body)
    assert told["size"] == len(body)
    assert len(visitor.get(told["url"]).body) == len(body), ON_DISK
    form = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n'
    kind = {"Content-Type": "multipart/form-data; boundary=x", "X-CSRF-Token": visitor.token()}
    answer = visitor.ask("POST", "/pages/", kind, form + body + b"\r\n--x--\r\n")
    assert answer.status == 303, ON_DISK


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.xhtml", "a.xml", "a.pdf.html", "a.js"])
def test_a_file_of_a_page_or_script_is_handed_out_and_not_opened(
    visitor: Visitor, name: str
) -> None:
    told = send(visitor, name, b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    answer = visitor.get(told["url"])
    assert (answer.header("Content-Disposition") or "").startswith("attachment"), UPLOADED
    policy = answer.header("Content-Security-Policy") or ""
    assert policy.startswith("sandbox; default-src 'none'"), UPLOADED
    assert answer.header("X-Content-Type-Options") == "nosniff", UPLOADED


def test_a_name_leads_nowhere(visitor: Visitor) -> None:
    for name in ("..%2F..%2Fetc%2Fpasswd", "C:%5Cwindows%5Cwin.ini", "%00", "a%0d%0aX-Evil:%201"):
        told = send(visitor, name, b"x")
        assert not set(told["name"]) & set("/\\:\r\n\0"), NAMED
        answer = visitor.get(told["url"])
        assert answer.header("X-Evil") is None, NAMED
    for path in ("..%2f..%2fnotebook.db", "..", "%2e%2e%2fkeyslots.json"):
        answer = visitor.get(f"/files/00000000-0000-0000-0000-000000000001/{path}")
        assert answer.status in (302, 303, 308, 404), NAMED


def test_files_are_for_those_who_are_signed_in(program: Running, visitor: Visitor) -> None:
    told = send(visitor, "a.txt", b"precious words")
    answer = program.enter().get(told["url"])
    assert answer.status == 303, "CWE-862: missing authorization"
    assert "precious" not in answer.text
