"""What is no proper HTTP is answered with a plain error and the end of the connection."""

# ruff: noqa: E501 - a table reads best with a row to a line

from __future__ import annotations

import time
from contextlib import closing

import pytest

from tests.attacks.running import Running, Visitor
from tests.attacks.wire import compose, connect, exchange, read_all

SMUGGLING = "RFC 9112 section 11.2; Kettle, HTTP Desync Attacks, Black Hat 2019; CVE-2024-49768"
DESYNC = "Kettle, Browser-Powered Desync Attacks, Black Hat 2022"
FRAMING = "RFC 9112 section 6.3"
FIRST_LINE = "RFC 9112 section 3"
FIELDS = "RFC 9110 section 5.1 and 5.5; CVE-2019-16785, CVE-2019-16786"
CHUNKS = "RFC 9112 section 7.1; CVE-2022-24761; CVE-2022-31015"
FLOOD = "CWE-770; RFC 6585 section 5 (431); CVE-2023-44487 for its kind"
SMUGGLED = b"GET /settings HTTP/1.1\r\nHost: {authority}\r\nCookie: {cookie}\r\n\r\n"

# The first line, the lines after the host's, the body, and the answers that may come.
MALFORMED: list[tuple[str, str, bytes, set[int]]] = [
    ("CL and TE", SMUGGLING, b"POST / HTTP/1.1\r\n{host}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {400}),
    ("TE in HTTP/1.0", SMUGGLING, b"POST / HTTP/1.0\r\n{host}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {400}),
    ("two lengths", SMUGGLING, b"POST / HTTP/1.1\r\n{host}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde", {400}),
    ("the same length twice", FRAMING, b"POST / HTTP/1.1\r\n{host}Content-Length: 4, 4\r\n\r\nabcd", {400}),
    ("a length with a sign", FRAMING, b"POST / HTTP/1.1\r\n{host}Content-Length: +4\r\n\r\nabcd", {400}),
    ("a length below zero", FRAMING, b"POST / HTTP/1.1\r\n{host}Content-Length: -4\r\n\r\nabcd", {400}),
    ("a length in hexadecimal", FRAMING, b"POST / HTTP/1.1\r\n{host}Content-Length: 0x4\r\n\r\nabcd", {400}),
    ("a length of 5000 digits", "CVE-2020-10735", b"POST / HTTP/1.1\r\n{host}Content-Length: " + b"9" * 5000 + b"\r\n\r\n", {400, 413}),
    ("a length of other digits", FRAMING, "POST / HTTP/1.1\r\n{host}Content-Length: ٤\r\n\r\nabcd".encode(), {400}),
    ("an unknown coding", SMUGGLING, b"POST / HTTP/1.1\r\n{host}Transfer-Encoding: xchunked\r\n\r\n", {400, 501}),
    ("chunked behind a control", SMUGGLING, b"POST / HTTP/1.1\r\n{host}Transfer-Encoding: \x0bchunked\r\n\r\n", {400, 501}),
    ("chunked after another", SMUGGLING, b"POST / HTTP/1.1\r\n{host}Transfer-Encoding: gzip, chunked\r\n\r\n", {400, 501}),
    ("a space before the colon", FIELDS, b"POST / HTTP/1.1\r\n{host}Content-Length : 4\r\n\r\nabcd", {400}),
    ("a chunk size that is none", CHUNKS, b"POST / HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\nzz\r\n", {400}),
    ("a chunk size with a sign", CHUNKS, b"POST / HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\n+1\r\na\r\n0\r\n\r\n", {400}),
    ("a chunk that is longer", CHUNKS, b"POST / HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n", {400}),
    ("a chunk extension", CHUNKS, b"POST / HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\n1;\x00\r\na\r\n0\r\n\r\n", {400}),
    ("no version", FIRST_LINE, b"GET /\r\n{host}\r\n", {400, 403}),
    ("another protocol", FIRST_LINE, b"GET / FTP/1.1\r\n{host}\r\n", {400}),
    ("another version", FIRST_LINE, b"GET / HTTP/9.9\r\n{host}\r\n", {400, 403, 505}),
    ("HTTP/2 by prior knowledge", "RFC 9113 section 3.4", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400, 403}),
    ("a TLS greeting", "RFC 8446", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 50 + b"\r\n\r\n", {400}),
    ("a small letter", FIRST_LINE, b"get / HTTP/1.1\r\n{host}\r\n", {400}),
    ("no method", FIRST_LINE, b" / HTTP/1.1\r\n{host}\r\n", {400}),
    ("no target", FIRST_LINE, b"GET HTTP/1.1\r\n{host}\r\n", {400, 403}),
    ("a space in the target", FIRST_LINE, b"GET /a b HTTP/1.1\r\n{host}\r\n", {400}),
    ("a NUL in the target", FIRST_LINE, b"GET /\x00 HTTP/1.1\r\n{host}\r\n", {400, 403}),
    ("half an IPv6 address", "CPython urlsplit", b"GET http://[ HTTP/1.1\r\n{host}\r\n", {400}),
    ("a line without a colon", FIELDS, b"GET / HTTP/1.1\r\n{host}nonsense\r\n\r\n", {400}),
    ("a line without a name", FIELDS, b"GET / HTTP/1.1\r\n{host}: x\r\n\r\n", {400}),
    ("a bare line feed", FIELDS, b"GET / HTTP/1.1\r\n{host}A: b\nC: d\r\n\r\n", {400}),
    ("a bare carriage return", FIELDS, b"GET / HTTP/1.1\r\n{host}A: b\rC: d\r\n\r\n", {400}),
    ("a NUL in a field", FIELDS, b"GET / HTTP/1.1\r\n{host}A: \x00\r\n\r\n", {400, 403}),
    ("a fold before any field", FIELDS, b"GET / HTTP/1.1\r\n A: b\r\n{host}\r\n", {400}),
    ("an underscore for a hyphen", "CVE-2015-5147 and its kind", b"GET / HTTP/1.1\r\n{host}Sec_Fetch_Site: same-origin\r\n\r\n", {403}),
    ("a target of 100 kB", "RFC 9110 section 15.5.15", b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\n{host}\r\n", {400, 414, 431}),
    ("a field of 100 kB", FLOOD, b"GET / HTTP/1.1\r\n{host}A: " + b"x" * 100_000 + b"\r\n\r\n", {431}),
    ("20,000 fields", FLOOD, b"GET / HTTP/1.1\r\n{host}" + b"A: b\r\n" * 20_000 + b"\r\n", {431}),
    ("a body of 4 GB", FLOOD, b"POST / HTTP/1.1\r\n{host}Content-Length: 4294967296\r\n\r\n", {413}),
    ("a body of 10 MB", FLOOD, b"POST / HTTP/1.1\r\n{host}Content-Length: 10000000\r\n\r\n", {413}),
    ("leave to send 10 MB", "RFC 9110 section 10.1.1", b"POST / HTTP/1.1\r\n{host}Expect: 100-continue\r\nContent-Length: 10000000\r\n\r\n", {413}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("message", "expected", "reference"),
    [(row[2], row[3], row[1]) for row in MALFORMED],
    ids=[row[0] for row in MALFORMED],
)
def test_a_stranger_gets_a_plain_error_and_the_line_is_closed(
    program: Running, message: bytes, expected: set[int], reference: str
) -> None:
    program.inside.clear()
    with closing(connect(program.authority)) as line:
        answer = exchange(
            line, message.replace(b"{host}", f"Host: {program.authority}\r\n".encode())
        )
        assert answer.status in expected, reference
        assert read_all(line) == b"", "closed after the one answer"
    for name, value in (("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store")):
        assert answer.header(name) == value
    assert "frame-ancestors 'none'" in (answer.header("Content-Security-Policy") or "")
    assert answer.header("Server") is None
    assert b"nonsense" not in answer.body, "CWE-209: nothing is repeated"
    assert b"waitress" not in answer.body
    assert program.inside == []


FRAMINGS = [
    ("behind a length of zero", "POST /login HTTP/1.1", "Content-Length: 0", b""),
    ("in a body of its length", "POST /login HTTP/1.1", "Content-Length: {n}", b""),
    ("in a body without a length", "POST /login HTTP/1.1", "X: y", b""),
    ("behind a last chunk", "POST /login HTTP/1.1", "Transfer-Encoding: chunked", b"0\r\n\r\n"),
    ("behind a GET", "GET / HTTP/1.1", "Connection: keep-alive", b""),
    ("behind a HEAD", "HEAD / HTTP/1.1", "Connection: keep-alive", b""),
    ("behind a GET with a body", "GET / HTTP/1.1", "Content-Length: {n}", b""),
]


@pytest.mark.parametrize(
    ("start", "framing", "before"), [row[1:] for row in FRAMINGS], ids=[row[0] for row in FRAMINGS]
)
def test_a_request_behind_one_that_was_refused_is_never_answered(
    program: Running, visitor: Visitor, start: str, framing: str, before: bytes
) -> None:
    smuggled = SMUGGLED.replace(b"{authority}", program.authority.encode())
    smuggled = smuggled.replace(b"{cookie}", visitor.cookie.encode())
    lines = [f"Host: {program.authority}", framing.replace("{n}", str(len(smuggled)))]
    program.inside.clear()
    with closing(connect(program.authority)) as line:
        line.sendall(compose(start, lines) + before + smuggled)
        answers = read_all(line)
    assert answers.count(b"HTTP/1.1 ") == 1, DESYNC
    assert answers.startswith(b"HTTP/1.1 403"), SMUGGLING
    assert program.inside == []


def test_a_body_that_looks_like_a_request_is_a_body(program: Running, visitor: Visitor) -> None:
    inner = compose("POST /logout HTTP/1.1", [f"Host: {program.authority}", "Content-Length: 0"])
    program.inside.clear()
    answer = visitor.ask("POST", "/activity", {"X-CSRF-Token": visitor.token()}, inner)
    assert answer.status == 204
    assert "/logout" not in program.inside, SMUGGLING


def test_a_page_of_twenty_megabytes_is_taken_from_a_window(
    program: Running, visitor: Visitor
) -> None:
    # Without this, a server that takes no bodies would pass the table above.
    begun = time.monotonic()
    answer = visitor.post("/pages/ideas", {"body": "w" * 19_000_000}, Accept="application/json")
    assert answer.status == 200
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize("parts", [1001, 20_000])
def test_a_form_of_many_parts_is_refused(program: Running, visitor: Visitor, parts: int) -> None:
    before = program.fingerprint()
    piece = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = visitor.ask("POST", "/pages/", headers, piece * parts + b"--b--\r\n")
    assert answer.status == 413, "CVE-2023-25577: multipart forms of many parts"
    assert program.fingerprint() == before


@pytest.mark.parametrize(
    "body",
    [b"--b", b"--b\r\n", b"--b\r\nContent-Disposition: form-data\r\n\r\n", b"\x00" * 1000, b""],
)
def test_a_broken_form_is_refused_as_one_without_a_token(visitor: Visitor, body: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    assert visitor.ask("POST", "/pages/", headers, body).status in (400, 403, 413)


def test_an_open_line_of_a_window_serves_many_requests(program: Running, visitor: Visitor) -> None:
    with closing(connect(program.authority)) as line:
        message = compose("GET /login HTTP/1.1", visitor.lines)
        for _ in range(20):
            assert exchange(line, message).status == 303
