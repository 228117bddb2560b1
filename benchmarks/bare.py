"""The floor of `start` and `windows`: a bare window of the same pywebview and back end.

It shows a one-line page. `POST /window` opens one more and `/page` is a page of 20 kB.
"""

from __future__ import annotations

import os
import threading

import flask
import waitress  # type: ignore[import-untyped]
import webview

_PAGE = "<title>page</title><h1>page</h1>" + "<p>Some words that stand in a page.</p>" * 500


def add_routes(app: flask.Flask) -> None:
    """What the windows' benchmark asks for."""
    app.add_url_rule("/page", view_func=lambda: _PAGE, endpoint="page")

    def open_window() -> str:
        address = flask.request.url_root
        size = {"width": 1180, "height": 800}
        threading.Thread(target=webview.create_window, args=("bare", address), kwargs=size).start()
        return ""

    app.add_url_rule("/window", view_func=open_window, methods=["POST"])


def main() -> None:
    if os.geteuid() == 0:  # Chromium's sandbox refuses root; the program does the same
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    app = flask.Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "<title>bare</title><p>You are not logged in</p>")
    add_routes(app)
    server = waitress.create_server(app, host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    # The same size: what a window paints is most of its memory.
    webview.create_window(
        "bare", f"http://127.0.0.1:{server.effective_port}/", width=1180, height=800
    )
    webview.start(gui="qt", private_mode=True)


if __name__ == "__main__":
    main()
