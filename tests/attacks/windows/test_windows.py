"""The program as people run it: its own windows on Qt WebEngine, around hostile content."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import psutil
import pytest

from tests.windows.devtools import ROOT, Page, Program, command_of
from tests.windows.notebooks import NAME, PASSWORD, log_in, make_notebook
from tests.windows.waiting import wait_until
from webui.notebook import Notebook

Launch = Callable[..., Program]

XSS = "OWASP XSS Filter Evasion Cheat Sheet; W3C CSP Level 3"
DEVTOOLS = "CVE-2019-1414 and its kind: an open debugging port runs code"
BRIDGE = "pywebview: js_api reaches any attribute of what it is handed"
EXPOSED = "CWE-1327"

RUN = "window.ran=1"
HOSTILE = [
    ("<img src=x onerror=window.ran=1>", f"<script>{RUN}</script><img src=x onerror={RUN}>"),
    (
        "</title><svg onload=window.ran=1>",
        f"<svg><style><a id='</style><img src=1 onerror={RUN}>'>",
    ),
    ("Front matter", f"---\ntitle: <script>{RUN}</script>\n---\n[x](javascript:{RUN}) #tag<b>"),
    (
        "Elsewhere",
        "![x](https://example.invalid/x.png)<img src=/events><iframe src=/logout></iframe>",
    ),
]
_COLLECT = """
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) =>
  violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


def write_hostile_pages(folder: Path) -> list[str]:
    make_notebook(folder)
    notebook = Notebook(folder)
    notebook.unlock(PASSWORD)
    slugs = [notebook.pages.create(title=title, body=body).slug for title, body in HOSTILE]
    notebook.lock()
    return [f"/pages/{quote(slug)}" for slug in slugs]


def visit(page: Page, path: str) -> None:
    page.go(path)
    page.wait_for_path(path)
    page.wait_for("!!document.querySelector('article')")


def test_nothing_of_a_page_runs_in_a_real_window_and_the_policy_has_nothing_to_stop(
    launch: Launch, home: Path
) -> None:
    paths = write_hostile_pages(home / "data")
    program = launch()
    page = program.page()
    log_in(page)
    page.send("Page.enable")
    page.send("Page.addScriptToEvaluateOnNewDocument", source=_COLLECT)
    for path in paths:
        visit(page, path)
        page.evaluate("new Promise((done) => setTimeout(done, 100))")
        assert page.evaluate("window.ran") is None, XSS
        assert page.evaluate("window.violations") == [], XSS
    found = page.evaluate("['pywebview', 'qt', 'QWebChannel'].filter((name) => name in window)")
    assert found == [], BRIDGE
    page.evaluate("void (location.href = 'javascript:window.ran=1')")
    assert page.evaluate("window.ran") is None
    assert NAME in page.text


@pytest.mark.parametrize("asked_for", [False, True])
def test_a_window_as_people_start_it_has_no_debugging_port_and_answers_403(
    launch: Launch, home: Path, asked_for: bool
) -> None:
    make_notebook(home / "data")
    # What is installed starts with launch.py. Asked for, the port is in its environment.
    program = launch(script=ROOT / "packaging" / "launch.py", debugging=asked_for)
    program.windows(1)
    program.watch()
    own = psutil.Process(program.process.pid)

    def listening() -> list[tuple[str, int]]:
        found = []
        for member in (own, *own.children(recursive=True)):
            # Chromium has short-lived helpers: one may end while it is looked at.
            with suppress(psutil.NoSuchProcess):
                found += member.net_connections(kind="inet")
        return [
            (each.laddr.ip, each.laddr.port) for each in found if each.status == psutil.CONN_LISTEN
        ]

    [(address, port)] = wait_until(listening, "the server")
    assert address == "127.0.0.1", EXPOSED
    time.sleep(2)  # a debugging port would listen before the page is there
    assert len(listening()) == 1, DEVTOOLS
    for path in ("/", "/login", "/json", "/json/version", "/static/manifest.json"):
        line = http.client.HTTPConnection(address, port, timeout=5)
        line.request("GET", path)
        answer = line.getresponse()
        assert answer.status == 403
        assert b"webSocketDebuggerUrl" not in answer.read()
        line.close()
    command = " ".join(command_of(each) for each in own.children(recursive=True))
    assert "remote-debugging" not in command, DEVTOOLS
    assert "/enter/" not in f"{command} {own.cmdline()}", "CWE-214: a ticket in a command line"
    assert "/enter/" not in program.log, "CWE-532"


def test_the_windows_addresses_are_kept_nowhere_in_plain_text(launch: Launch, home: Path) -> None:
    write_hostile_pages(home / "data")
    program = launch()
    page = program.page()
    log_in(page)
    program.close()
    texts = [path.read_bytes() for path in home.rglob("*") if path.is_file()]
    for word in (b"onerror", b"/enter/", b"front-matter", json.dumps(PASSWORD).encode()):
        assert not [text for text in texts if word in text], "CWE-312"
