"""A small application for the host's own tests: a sign-in, a counter, streams and odd pages.

Run as a program it is `inglenook` with this application in place of the notebook.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from flask import Flask, Response, redirect, request, session
from werkzeug.wrappers import Response as BaseResponse

from desktop.__main__ import start
from desktop.app import run
from desktop.backends.contract import Outcome
from desktop.options import read_options
from desktop.places import WindowPlace
from desktop.program import Parts
from desktop.windows import Windows

_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{title}</title><style>html{{background:#faf6ef;color:#2b2420;font:18px serif}}</style>
</head><body><main>{body}</main>{script}</body></html>"""
_HOME = """<p id=who>{name}</p><p id=count>{count}</p>
<a id=inside href=/second>second page</a>
<a id=blank target=_blank href=http://example.invalid/>out</a>
<a id=away href=http://127.0.0.1:9/>away</a>
<a id=file download href=/file>file</a>
<a id=broken download href=/broken>broken</a>
<p><textarea id=text>some words</textarea></p>"""
# One stream for all windows, as Chromium opens six connections to a server and no more.
_NEWS = """<script>
new SharedWorker("/worker.js").port.onmessage = () => location.replace("/login");
</script>"""
_WORKER = """const ports = [];
onconnect = (event) => ports.push(event.ports[0]);
new EventSource("/events").addEventListener("locked", () => {
  for (const port of ports) port.postMessage("locked");
});"""


class Tiny:
    """A `Service` with nothing in it but what the host has to carry."""

    def __init__(self, parts: Parts) -> None:
        if "TINY_FAILS" in os.environ:
            raise RuntimeError("as the test wants")
        self._parts = parts
        self._listeners: list[queue.SimpleQueue[str | None]] = []
        self._lock = threading.Lock()
        self._count = 0
        self.wsgi = self._build()

    def resume(self, wanted: str) -> str:
        return wanted or "/"

    def find_paths(self, asked: Sequence[str]) -> list[str]:
        return ["/second" for _ in asked]

    def look_again(self) -> None:
        """It shows nothing that another program changes."""

    def settle(self) -> Outcome:
        """Nothing is being written in the small application."""
        return "saved"

    def leave(self, why: str) -> None:
        """The small application keeps nothing that must be shut when nobody is there."""

    def close(self) -> None:
        if self._parts.windows is not None:
            end = self._parts.folders.data / "places-at-the-end.json"
            end.write_text(json.dumps([asdict(each) for each in self._windows.places()]))
        with self._lock:
            for listener in self._listeners:
                listener.put(None)

    def _build(self) -> Flask:
        app = Flask("tiny")
        app.secret_key = self._parts.keys.ring().current
        app.config.update(
            SESSION_COOKIE_NAME=f"tiny-{self._parts.installation}",
            SESSION_COOKIE_SAMESITE="Strict",
        )
        for rule, method, view in (
            ("/", "GET", self.home),
            ("/second", "GET", self.second),
            ("/login", "GET", self.ask),
            ("/login", "POST", self.sign_in),
            ("/logout", "POST", self.sign_out),
            ("/windows", "POST", self.open_window),
            ("/windows/restore", "POST", self.restore_windows),
            ("/places", "GET", self.places),
            ("/file", "GET", self.file),
            ("/broken", "GET", self.broken),
            ("/keys", "GET", self.keys),
            ("/kept", "POST", self.keep),
            ("/kept", "GET", self.recall),
            ("/worker.js", "GET", self.worker),
            ("/events", "GET", self.events),
        ):
            app.add_url_rule(rule, f"{method} {rule}", view, methods=[method])
        return app

    def home(self) -> BaseResponse:
        if "name" not in session:
            return redirect("/login")
        self._count += 1
        return _page("Home - Tiny", _HOME.format(name=session["name"], count=self._count), _NEWS)

    def second(self) -> BaseResponse:
        return _page("Second - Tiny", "<h1>Second</h1>")

    def ask(self) -> BaseResponse:
        form = "<form method=post><input name=name autofocus><button>Sign in</button></form>"
        return _page("Sign in - Tiny", form)

    def sign_in(self) -> BaseResponse:
        session["name"] = request.form["name"]
        return redirect("/", 303)

    def sign_out(self) -> BaseResponse:
        session.clear()
        with self._lock:
            for listener in self._listeners:
                listener.put("locked")
        return redirect("/login", 303)

    def open_window(self) -> tuple[str, int]:
        self._windows.open(request.form["path"])
        return "", 204

    def restore_windows(self) -> tuple[str, int]:
        self._windows.restore([WindowPlace(**each) for each in request.get_json()])
        return "", 204

    def places(self) -> list[dict[str, object]]:
        return [asdict(each) for each in self._windows.places()]

    def file(self) -> BaseResponse:
        headers = {"Content-Disposition": 'attachment; filename="notes.txt"'}
        return Response("the words of a file", headers=headers, mimetype="text/plain")

    def broken(self) -> BaseResponse:
        """A file of which half arrives, as when its disk fails on the way."""

        def half() -> Iterator[bytes]:
            yield b"half of it"
            raise OSError("as the test wants")

        headers = {"Content-Disposition": 'attachment; filename="b.txt"', "Content-Length": "20"}
        return Response(half(), headers=headers, mimetype="text/plain")

    def keys(self) -> dict[str, object]:
        ring = self._parts.keys.ring()
        return {"kept": ring.kept, "storage": ring.storage, "problem": ring.problem}

    def keep(self) -> dict[str, bool]:
        return {"kept": self._parts.kept.keep(request.get_data())}

    def recall(self) -> dict[str, str | None]:
        kept = self._parts.kept.recall()
        return {"kept": None if kept is None else kept.decode()}

    def worker(self) -> BaseResponse:
        return Response(_WORKER, mimetype="text/javascript")

    def events(self) -> BaseResponse:
        return Response(self._stream(), mimetype="text/event-stream")

    @property
    def _windows(self) -> Windows:
        assert self._parts.windows is not None
        return self._parts.windows

    def _stream(self) -> Iterator[str]:
        listener: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        with self._lock:
            self._listeners.append(listener)
        yield ": here\n\n"
        while (word := listener.get()) is not None:
            yield f"event: {word}\ndata: {{}}\n\n"


def _page(title: str, body: str, script: str = "") -> BaseResponse:
    return Response(_PAGE.format(title=title, body=body, script=script), mimetype="text/html")


if __name__ == "__main__":
    sys.exit(start(lambda: run(read_options(sys.argv[1:]), Tiny)))
