"""The floor of `start`: a bare window of the same pywebview and back end, with a one-line page."""

from __future__ import annotations

import os
import threading

import flask
import waitress  # type: ignore[import-untyped]
import webview


def main() -> None:
    if os.geteuid() == 0:  # Chromium's sandbox refuses root; the program does the same
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    app = flask.Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "<title>bare</title><p>You are not logged in</p>")
    server = waitress.create_server(app, host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    # The same size: what a window paints is most of its memory.
    webview.create_window(
        "bare", f"http://127.0.0.1:{server.effective_port}/", width=1180, height=800
    )
    webview.start(gui="qt", private_mode=True)


if __name__ == "__main__":
    main()
