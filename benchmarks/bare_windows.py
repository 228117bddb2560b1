"""The floor of what happens in windows: bare pywebview windows on a bare Flask server."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Iterator

import flask
import waitress  # type: ignore[import-untyped]
import webview

_LINE = "<!doctype html><title>bare</title><p>You are not logged in</p>"
_LISTENS = """<!doctype html><title>bare</title><p id="shown">nothing yet</p><script>
const stream = new EventSource("/events");
stream.onmessage = ({ data }) => { document.getElementById("shown").textContent = data; };
stream.onopen = () => { document.title = "listening"; };
</script>"""
# Each window holds one stream, and a stream one thread.
_THREADS = 16


class Bare:
    """A server that answers from memory, opens windows and passes on what one of them says."""

    def __init__(self) -> None:
        self.app = flask.Flask(__name__)
        self.origin = ""
        self._mailboxes: list[queue.SimpleQueue[str]] = []
        for rule, method, view in (
            ("/", "GET", lambda: _LINE),
            ("/listens", "GET", lambda: _LISTENS),
            ("/windows", "POST", self.open),
            ("/events", "GET", self.events),
            ("/events", "POST", self.say),
        ):
            self.app.add_url_rule(rule, f"{method} {rule}", view, methods=[method])

    def create(self, path: str = "/") -> None:
        # The same size: what a window paints is most of its memory.
        webview.create_window("bare", self.origin + path, width=1180, height=800)

    def open(self) -> dict[str, float]:
        """Open a window; answer when that began, in milliseconds of the wall clock."""
        began = time.time() * 1000
        self.create(flask.request.get_data(as_text=True))
        return {"began": began}

    def say(self) -> tuple[str, int]:
        words = flask.request.get_data(as_text=True)
        for mailbox in self._mailboxes:
            mailbox.put(words)
        return "", 204

    def events(self) -> flask.Response:
        mailbox: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._mailboxes.append(mailbox)

        def stream() -> Iterator[str]:
            yield ": here\n\n"
            while True:
                yield f"data: {mailbox.get()}\n\n"

        return flask.Response(stream(), mimetype="text/event-stream")


def main() -> None:
    if os.geteuid() == 0:  # Chromium's sandbox refuses root; the program does the same
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    bare = Bare()
    server = waitress.create_server(bare.app, host="127.0.0.1", port=0, threads=_THREADS)
    bare.origin = f"http://127.0.0.1:{server.effective_port}"
    threading.Thread(target=server.run, daemon=True).start()
    bare.create()
    webview.start(gui="qt", private_mode=True)


if __name__ == "__main__":
    main()
