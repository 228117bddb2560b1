"""Nothing listens or answers but the one program on this computer's own address."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import psutil
import pytest

from desktop.failures import CannotStart
from desktop.options import read_options
from desktop.server import Server
from tests.attacks.running import Running, Visitor
from tests.webui.conftest import House

EXPOSED = "CWE-1327: bound to an unrestricted address; waitress's own default is 0.0.0.0"
DEBUGGER = "CVE-2024-34069 and Flask docs: the Werkzeug debugger runs code"


def listening() -> list[tuple[str, int]]:
    """Answer the addresses that this process listens on."""
    found = psutil.Process(os.getpid()).net_connections(kind="inet")
    return [(each.laddr.ip, each.laddr.port) for each in found if each.status == psutil.CONN_LISTEN]


def test_the_server_listens_on_127_0_0_1_and_nothing_else() -> None:
    before = set(listening())
    with Server() as server:
        server.serve(lambda _environ, _start: [b""])
        port = int(server.authority.rpartition(":")[2])
        assert set(listening()) - before == {("127.0.0.1", port)}, EXPOSED


@pytest.mark.parametrize("address", ["::1", "127.0.0.2", "127.255.255.254"])
def test_other_addresses_of_this_computer_do_not_answer(program: Running, address: str) -> None:
    port = int(program.authority.rpartition(":")[2])
    with pytest.raises(OSError, match=r"refused|assign|unreachable"):
        socket.create_connection((address, port), timeout=2)


def test_the_port_cannot_be_taken_while_the_program_runs(program: Running) -> None:
    port = int(program.authority.rpartition(":")[2])
    with socket.socket() as thief:
        thief.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with pytest.raises(OSError, match="in use"):
            thief.bind(("127.0.0.1", port))


@pytest.mark.parametrize(
    "path",
    [
        "/console",
        "/?__debugger__=yes&cmd=resource&f=style.css",
        "/?__debugger__=yes&cmd=printpin",
        "/_debug_toolbar/",
        "/js_api/pages",
        "/pywebview",
        "/json",
        "/json/version",
        "/devtools/page/1",
        "/debug/pprof",
        "/.git/HEAD",
        "/static/../../pyproject.toml",
        "/static/app.js.map",
    ],
)
def test_no_debugger_answers(visitor: Visitor, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status in (303, 404), DEBUGGER
    assert b"debugger" not in answer.body.lower()


def test_no_variable_of_the_environment_turns_debugging_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")
    monkeypatch.setenv("FLASK_ENV", "development")
    app = House(tmp_path / "data").start()
    assert not app.debug, DEBUGGER
    assert not app.jinja_env.auto_reload


def test_the_installed_program_has_no_developers_flag(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_options(["--developer"]).developer
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(CannotStart):
        read_options(["--developer"])
    assert not read_options([]).developer, "CWE-489: active debug code"
    with pytest.raises(SystemExit):
        read_options(["--help"])
    assert "developer" not in capsys.readouterr().out


def test_the_application_is_not_in_debug_mode(program: Running) -> None:
    assert not program.app.debug, DEBUGGER
    assert not program.app.jinja_env.auto_reload
    assert not program.app.config["EXPLAIN_TEMPLATE_LOADING"]
