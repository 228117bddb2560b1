"""The notebook as it is served: the real application behind the real gate on the real server."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urlencode

from desktop.gate import Gate
from desktop.server import Server
from tests.attacks.wire import Answer, compose, send
from tests.webui.conftest import NAME, PASSWORD, FakeWindows, House
from webui.room import Room, room_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

INSTALLATION = "0123456789abcdef"
GATE_COOKIE = f"inglenook-gate-{INSTALLATION}"
SESSION_COOKIE = f"inglenook-{INSTALLATION}"


class Running:
    """One run of the program without its windows. Ends as a context manager."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.house = House(folder)
        self.app = self.house.start()
        self.inside: list[str] = []
        self.server = Server()
        self.gate = Gate(
            self._note, authority=self.authority, cookie_name=GATE_COOKIE, clock=time.monotonic
        )
        self.server.serve(self.gate, self.gate.admits)

    @property
    def authority(self) -> str:
        return self.server.authority

    @property
    def origin(self) -> str:
        return f"http://{self.authority}"

    @property
    def room(self) -> Room:
        return room_of(self.app)

    @property
    def windows(self) -> FakeWindows:
        return self.house.windows

    def make_notebook(self) -> None:
        """Set up a notebook with two pages, one of them in the trash; leave it locked."""
        notebook = self.room.notebook
        notebook.create(NAME, PASSWORD)
        notebook.pages.create(title="Ideas", body="precious words #topic")
        notebook.pages.delete(notebook.pages.create(title="Gone", body="old").id)
        notebook.lock()

    def enter(self) -> Visitor:
        """Let a window in with a ticket; answer it, not signed in."""
        answer = self.send(f"GET {self.gate.issue('/')} HTTP/1.1", [f"Host: {self.authority}"])
        assert answer.status == 303
        cookie = (answer.header("Set-Cookie") or "").partition(";")[0]
        return Visitor(self, dict([cookie.split("=", 1)]))

    def sign_in(self) -> Visitor:
        """Let a window in and sign the person in."""
        visitor = self.enter()
        fields = {"username": NAME, "password": PASSWORD}
        assert visitor.post("/login", fields).status == 303
        return visitor

    def send(self, start: str, lines: Iterable[str] = (), body: bytes = b"") -> Answer:
        return send(self.authority, compose(start, lines, body))

    def fingerprint(self) -> str:
        """Answer a digest of all that lies on the disk of the notebook: it changes at any write."""
        digest = hashlib.sha256()
        for name in ("notebook.db", "notebook.db-wal", "keyslots.json"):
            path = self.folder / name
            digest.update(path.read_bytes() if path.exists() else b"-")
        return digest.hexdigest()

    def _note(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self.inside.append(environ["PATH_INFO"])
        return self.app(environ, start_response)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.room.close()
        self.server.stop()


@dataclass
class Visitor:
    """A window that was let in, with what its browser keeps."""

    program: Running
    cookies: dict[str, str]

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    @property
    def lines(self) -> list[str]:
        """The header lines that its browser sends with each request."""
        return [f"Host: {self.program.authority}", f"Cookie: {self.cookie}"]

    def ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Answer:
        """Send a request as a page of the program does; cookies that come back are kept."""
        lines = [*self.lines, *(f"{name}: {value}" for name, value in (headers or {}).items())]
        if method not in ("GET", "HEAD"):
            lines += [f"Origin: {self.program.origin}", f"Content-Length: {len(body)}"]
        answer = self.program.send(f"{method} {path} HTTP/1.1", lines, body)
        self._keep(answer)
        return answer

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers)

    def post(
        self, path: str, fields: Mapping[str, str], *, token: str | None = None, **headers: str
    ) -> Answer:
        """Send a form with its token, or with another one."""
        sent = {"csrf_token": self.token() if token is None else token, **fields}
        headers = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        return self.ask("POST", path, headers, urlencode(sent).encode())

    def token(self) -> str:
        for path in ("/session", "/login"):
            _, _, rest = self.get(path).text.partition('name="csrf-token" content="')
            if rest:
                return rest.partition('"')[0]
        raise AssertionError("every page carries its form token")

    def _keep(self, answer: Answer) -> None:
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
