"""The whole application on its own server, over a notebook of made-up pages."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask

from benchmarks.notebooks import KEY, copy_notebook
from desktop.gate import Gate
from desktop.server import Server
from webui.app import create_app
from webui.host import plain_browser
from webui.notebook import STANDARD
from webui.notebook.keyslots import KeySlots
from webui.notebook.places import Places
from webui.room import room_of
from webui.settings import Settings

NAME, PASSWORD = "Ada", "correct horse battery"
_INSTALLATION = "0" * 16


@dataclass
class Visitor:
    """A browser on one connection, with its cookies and the form token of its last page."""

    authority: str
    cookies: dict[str, str]
    token: str = ""

    def __post_init__(self) -> None:
        self._connection = HTTPConnection(self.authority, timeout=60)

    def close(self) -> None:
        self._connection.close()

    def get(self, path: str) -> bytes:
        """Answer the page that an address leads to in the end."""
        body, answer = self._ask("GET", path)
        while answer.status == 303:  # noqa: PLR2004 - as HTTP has it
            body, answer = self._ask("GET", answer.headers["Location"])
        _require(answer.status == 200, path, answer.status)  # noqa: PLR2004
        return body

    def look_for_token(self, path: str) -> None:
        _, _, rest = self.get(path).partition(b'name="csrf-token" content="')
        self.token = rest.partition(b'"')[0].decode()

    def post(self, path: str, fields: dict[str, str], *, by_script: bool = False) -> str:
        """Send a form; answer where it leads to, or "" when it leads nowhere, as for a script."""
        form = urlencode({"csrf_token": self.token, **fields})
        _, answer = self._ask("POST", path, form.encode(), by_script=by_script)
        _require(answer.status < 400, path, answer.status)  # noqa: PLR2004
        return answer.headers.get("Location", "")

    def sign_in(self) -> str:
        """Sign in from the login page; answer the address it leads to."""
        self.look_for_token("/login")
        return self.post("/login", {"username": NAME, "password": PASSWORD})

    def _ask(
        self, method: str, path: str, body: bytes = b"", *, by_script: bool = False
    ) -> tuple[bytes, HTTPResponse]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if by_script:
            headers["Accept"] = "application/json"
        if body:
            headers |= {
                "Origin": f"http://{self.authority}",
                "Content-Type": "application/x-www-form-urlencoded",
            }
        self._connection.request(method, path, body or None, headers)
        answer = self._connection.getresponse()
        text = answer.read()
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return text, answer


@dataclass
class House:
    """One running application. `let_in` answers a browser that passed the gate."""

    app: Flask
    server: Server
    gate: Gate

    def let_in(self) -> Visitor:
        visitor = Visitor(self.server.authority, {})
        visitor.get(self.gate.issue("/login"))
        return visitor


def lay_notebook(folder: Path, pages: int) -> None:
    """Copy the notebook with so many pages there, under the standard cost of its password."""
    places = Places(folder)
    copy_notebook(pages, places.database)
    slots = KeySlots(notebook="bench", name=NAME, slots=())
    slots.sealed(bytearray(KEY), PASSWORD.encode(), "password", STANDARD).write(places.keyslots)


@contextmanager
def open_house(folder: Path, pages: int) -> Iterator[House]:
    """Serve a copy of the notebook with so many pages."""
    lay_notebook(folder, pages)
    settings = Settings(data_dir=folder, installation=_INSTALLATION, version="bench")
    app = create_app(settings, plain_browser())
    server = Server()
    gate = Gate(
        app, authority=server.authority, cookie_name="inglenook-gate-bench", clock=time.monotonic
    )
    # The measuring side lives in this process, too: it must not wait 5 ms for the interpreter.
    patience = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    try:
        server.serve(gate, gate.admits)
        yield House(app, server, gate)
    finally:
        room_of(app).close()
        server.stop()
        sys.setswitchinterval(patience)


def _require(is_fine: bool, path: str, status: int) -> None:
    if not is_fine:
        raise RuntimeError(f"{path} was answered with {status}")
