"""A ticket lets one window in, once, in time, and is written down nowhere."""

from __future__ import annotations

import logging
import secrets
from pathlib import Path

import pytest

from desktop.logs import keep_log
from tests.attacks.running import Running, Visitor

ENTROPY = "NIST SP 800-63B 7.1: secrets of at least 64 random bits, here 256"
REPLAY = "RFC 6819 section 4.4.1.1 and RFC 6749 section 4.1.2: a code is used once"
IN_LOGS = "CWE-532: sensitive data in a log"
IN_REFERERS = "RFC 6819 section 4.4.1.1: a code leaks through the Referer; CWE-598"


def enter(program: Running, path: str, method: str = "GET", *lines: str) -> int:
    return program.send(f"{method} {path} HTTP/1.1", [f"Host: {program.authority}", *lines]).status


def test_a_guessed_ticket_is_refused(program: Running) -> None:
    real = program.gate.issue("/")
    guesses = [
        *(f"/enter/{secrets.token_urlsafe(32)}" for _ in range(500)),
        *(f"{real[:cut]}" for cut in range(len("/enter/"), len(real))),
        *(f"{real}{more}" for more in ("x", "/", "/..", "%00", "%20", ".", "=")),
        f"/enter/{real.removeprefix('/enter/').swapcase()}",
        f"/enter/../enter{real.removeprefix('/enter')}",
        "/enter/%2e%2e/",
    ]
    let_in = [guess for guess in guesses if enter(program, guess) != 403]
    assert let_in == [], ENTROPY
    assert enter(program, real) == 303


def test_a_ticket_works_once_even_for_many_at_the_same_time(program: Running) -> None:
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - this test alone

    path = program.gate.issue("/")
    with ThreadPoolExecutor(16) as crowd:
        answers = list(crowd.map(lambda _: enter(program, path), range(32)))
    assert sorted(answers)[:2] == [303, 403], REPLAY
    assert answers.count(303) == 1


def test_a_ticket_that_comes_late_is_refused(program: Running) -> None:
    assert enter(program, program.gate.issue("/", lifetime=0.0)) == 403, REPLAY


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "OPTIONS", "DELETE"])
def test_only_a_window_that_opens_its_address_uses_a_ticket(program: Running, method: str) -> None:
    path = program.gate.issue("/")
    assert enter(program, path, method, f"Origin: {program.origin}") == 403
    assert enter(program, path) == 303


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_page_cannot_use_a_ticket_that_it_learned(program: Running, site: str) -> None:
    path = program.gate.issue("/")
    assert enter(program, path, "GET", f"Sec-Fetch-Site: {site}") == 403, "W3C Fetch Metadata"


def test_a_ticket_in_a_referer_is_worth_nothing(program: Running) -> None:
    path = program.gate.issue("/")
    answer = program.send(f"GET {path} HTTP/1.1", [f"Host: {program.authority}"])
    assert answer.header("Referrer-Policy") == "no-referrer", IN_REFERERS
    assert path not in f"{answer.headers}{answer.text}"
    assert enter(program, path, "GET", f"Referer: {program.origin}{path}") == 403
    assert enter(program, "/login", "GET", f"Referer: {program.origin}{path}") == 403


def test_no_ticket_credential_or_page_name_is_ever_written_to_the_log_or_the_disk(
    program: Running, visitor: Visitor, tmp_path: Path
) -> None:
    with keep_log(tmp_path):
        tickets = [program.gate.issue("/") for _ in range(3)]
        for each in tickets[:2]:
            enter(program, each)
            enter(program, each)
        visitor.get("/pages/a%20very%20private%20name")
        visitor.ask("GET", "/pages/forged%0a2026-01-01%20ERROR%20forged")
        logging.getLogger("waitress").info("Client disconnected while serving %s", tickets[2])
        visitor.cookies.clear()
        enter(program, "/%0aforged%20line")
    secret = [*tickets, *visitor.cookies.values(), "private name", "forged"]
    written = [path for folder in (tmp_path, program.folder) for path in folder.rglob("*")]
    texts = [path.read_bytes() for path in written if path.is_file()]
    assert texts
    for word in secret:
        assert not [text for text in texts if word.removeprefix("/enter/").encode() in text], (
            IN_LOGS
        )


def test_a_request_whose_sender_left_forges_no_line_of_the_log(
    program: Running, tmp_path: Path
) -> None:
    channel = program.server._waitress.channel_class.func
    with keep_log(tmp_path):
        path = "/x with a space\n2026-01-01 00:00:00 ERROR forged"
        channel.logger.error("Exception while serving %s" % path)  # noqa: UP031 - as waitress does
    log = (tmp_path / "inglenook.log").read_text()
    assert "forged" not in log, "CWE-117"
    assert "with a space" not in log
    assert len(log.splitlines()) == 1
