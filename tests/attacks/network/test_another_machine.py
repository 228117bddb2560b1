"""Another machine, made of a network namespace at the other end of a cable, gets no answer.

A listening socket's address says where it listens. This shows it: packets come in over a link.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.windows.waiting import wait_until

EXPOSED = "CWE-1327: bound to an unrestricted address"
MARTIANS = "RFC 1122 section 3.2.1.3: 127/8 must not come from outside"

_NEEDS_ROOT = "two network namespaces need root and CAP_NET_ADMIN (and the package iproute2)"
_CONNECT = """
import socket, sys
try:
    socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=1).close()
    print("open")
except OSError as error:
    print("shut", type(error).__name__)
"""
# The real server inside one machine, with an application that would answer anybody.
_SERVE = """
import sys, time
from desktop.server import Server
def app(environ, start_response):
    start_response("200 OK", [])
    return [b"inside"]
with Server() as server:
    server.serve(app)
    print(server.authority, flush=True)
    sys.stdin.read()
"""
# What the test would find if somebody bound to every address: it must be able to tell.
_SERVE_ALL = """
import socket, sys
listener = socket.create_server(("0.0.0.0", 0))
print("x:%d" % listener.getsockname()[1], flush=True)
sys.stdin.read()
"""


@dataclass(frozen=True)
class Machine:
    """One network namespace with an address on the link."""

    name: str
    address: str

    def run(self, *command: str) -> str:
        told = subprocess.run(
            ["ip", "netns", "exec", self.name, *command],
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
        )
        return told.stdout.strip()

    def serve(self, program: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            ["ip", "netns", "exec", self.name, sys.executable, "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )


@pytest.fixture(scope="module")
def machines() -> Iterator[tuple[Machine, Machine]]:
    """Two machines and a cable between them."""
    mark = f"{os.getpid()}{secrets.token_hex(2)}"
    here = Machine(f"inglenook-a-{mark}", "10.77.0.1")
    there = Machine(f"inglenook-b-{mark}", "10.77.0.2")
    _require_namespaces(here.name)
    try:
        _ip("netns", "add", here.name)
        _ip("netns", "add", there.name)
        _ip(
            *("link", "add", "cable", "netns", here.name, "type", "veth"),
            *("peer", "name", "cable", "netns", there.name),
        )
        for machine in (here, there):
            _ip("-n", machine.name, "addr", "add", f"{machine.address}/24", "dev", "cable")
            _ip("-n", machine.name, "link", "set", "cable", "up")
            _ip("-n", machine.name, "link", "set", "lo", "up")
        wait_until(lambda: "open" in _reach_witness(here, there), "the cable")
        yield here, there
    finally:
        for machine in (here, there):
            subprocess.run(["ip", "netns", "del", machine.name], capture_output=True, check=False)


def test_the_server_answers_on_its_own_machine_and_nobody_at_the_other_end(
    machines: tuple[Machine, Machine],
) -> None:
    here, there = machines
    serving = here.serve(_SERVE)
    try:
        assert serving.stdout is not None
        port = serving.stdout.readline().strip().rpartition(":")[2]
        assert here.run(sys.executable, "-c", _CONNECT, "127.0.0.1", port) == "open"
        for address in (here.address, "127.0.0.1"):
            told = there.run(sys.executable, "-c", _CONNECT, address, port)
            assert told.startswith("shut"), f"{address}: {EXPOSED}"
        own_address = here.run(sys.executable, "-c", _CONNECT, here.address, port)
        assert own_address.startswith("shut"), EXPOSED
    finally:
        _end(serving)


def test_a_packet_for_127_0_0_1_that_comes_over_the_link_reaches_nothing(
    machines: tuple[Machine, Machine],
) -> None:
    here, there = machines
    serving = here.serve(_SERVE)
    # The other machine sends what it wants for 127/8 over the cable, as a neighbour in a café may.
    _ip("-n", there.name, "link", "set", "lo", "down")
    _ip("-n", there.name, "route", "add", "127.0.0.1/32", "via", here.address, check=False)
    try:
        assert serving.stdout is not None
        port = serving.stdout.readline().strip().rpartition(":")[2]
        told = there.run(sys.executable, "-c", _CONNECT, "127.0.0.1", port)
        assert told.startswith("shut"), MARTIANS
    finally:
        _ip("-n", there.name, "link", "set", "lo", "up")
        _end(serving)


def _reach_witness(here: Machine, there: Machine) -> str:
    """Answer whether a server that listens everywhere is reached: else the test shows nothing."""
    witness = here.serve(_SERVE_ALL)
    try:
        assert witness.stdout is not None
        port = witness.stdout.readline().strip().rpartition(":")[2]
        return there.run(sys.executable, "-c", _CONNECT, here.address, port)
    finally:
        _end(witness)
        time.sleep(0.05)


def _require_namespaces(name: str) -> None:
    """Skip with a reason where namespaces cannot be made; in CI that is a failure."""
    can = sys.platform == "linux" and shutil.which("ip") is not None and os.geteuid() == 0
    if can:
        tried = subprocess.run(["ip", "netns", "add", name], capture_output=True, check=False)
        can = tried.returncode == 0
        subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)
    if can:
        return
    if os.environ.get("CI"):
        pytest.fail(f"This must run in CI: {_NEEDS_ROOT}.")
    pytest.skip(_NEEDS_ROOT)


def _ip(*arguments: str, check: bool = True) -> None:
    subprocess.run(["ip", *arguments], check=check, capture_output=True, timeout=20)


def _end(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=10)
