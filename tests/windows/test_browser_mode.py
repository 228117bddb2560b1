"""`--browser`: the same program without a window."""

from __future__ import annotations

import http.client
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.windows.conftest import TINY
from tests.windows.devtools import Program
from tests.windows.waiting import wait_until


@pytest.fixture
def program(home: Path) -> Iterator[Program]:
    arguments = ("--browser", "--no-open")
    with Program(None, home, module=TINY, arguments=arguments, debugging=False) as running:
        wait_until(lambda: running.stdout.endswith("\n"), "the line")
        yield running


def address_of(program: Program) -> str:
    found = re.fullmatch(
        r"Inglenook is open at (http://127\.0\.0\.1:\d+/enter/[\w-]{43})\n", program.stdout
    )
    assert found, program.stdout
    return found[1]


def enter(address: str) -> tuple[int, str]:
    """Come as a browser with an empty cookie jar; answer the status and the last path."""
    host, _, path = address.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host, timeout=10)
    try:
        connection.request("GET", f"/{path}")
        first = connection.getresponse()
        first.read()
        if first.status != 303:
            return first.status, f"/{path}"
        cookie = first.headers["Set-Cookie"].partition(";")[0]
        connection.request("GET", "/login", headers={"Cookie": cookie})
        second = connection.getresponse()
        second.read()
        return second.status, first.headers["Location"]
    finally:
        connection.close()


def test_one_line_tells_the_address_and_a_signal_ends_it(program: Program) -> None:
    assert enter(address_of(program)) == (200, "/")
    program.send_signal(signal.SIGINT)
    code, seconds = program.wait_exit()
    assert (code, program.stderr) == (0, "")
    assert seconds < 2
    assert program.left_behind() == []


def test_signals_that_come_in_the_middle_of_each_other_end_it_too(program: Program) -> None:
    program.watch()
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    for number in numbers * 200:
        program.process.send_signal(number)
    code, _ = program.wait_exit()
    # At its very last Python takes its handlers back: what comes then ends it as it ends anything.
    assert code in {0, *(-number for number in numbers)}
    assert program.stderr == ""
    assert program.left_behind() == []


def test_the_address_works_once(program: Program) -> None:
    address = address_of(program)
    assert enter(address)[0] == 200
    assert enter(address)[0] == 403


def test_the_log_tells_nothing_that_opens_the_notebook(program: Program) -> None:
    address = address_of(program)
    enter(address)
    program.send_signal(signal.SIGTERM)
    program.wait_exit()
    assert "Inglenook ends" in program.log
    assert address.rpartition("/")[2] not in program.log
    assert "/enter/" not in program.log


def test_the_default_browser_is_opened_with_a_ticket_of_its_own(home: Path) -> None:
    bin_folder = home / "bin"
    bin_folder.mkdir()
    opener = bin_folder / "xdg-open"
    opener.write_text(f'#!/bin/sh\necho noise\necho noise >&2\nprintf %s "$1" > "{home}/opened"\n')
    opener.chmod(0o700)
    environment = {"PATH": f"{bin_folder}:/usr/bin:/bin"}
    with Program(
        None, home, module=TINY, arguments=("--browser",), environment=environment, debugging=False
    ) as program:
        opened = home / "opened"
        wait_until(lambda: opened.exists() and opened.read_text(), "the browser")
        printed = address_of(program)
        assert opened.read_text().startswith(printed.rpartition("/")[0])
        assert opened.read_text() != printed
        assert program.stderr == ""
