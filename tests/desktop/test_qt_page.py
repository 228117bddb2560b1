"""What the log is told of scripts that fail."""

from __future__ import annotations

import pytest

pytest.importorskip("PySide6")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("http://127.0.0.1:1/static/app-G5VMW5JS.js", "app-G5VMW5JS.js"),
        ("http://127.0.0.1:1/pages/my-secret", "a page"),
        ("http://127.0.0.1:1/pages/my-secret.js", "a page"),
        ("http://127.0.0.1:1/pages/my-secret-g5vmw5js.js", "a page"),
        ("", "a page"),
    ],
)
def test_the_log_names_a_script_and_never_a_page(source: str, name: str) -> None:
    from desktop.backends.qt_page import name_script  # noqa: PLC0415 - it loads Qt

    assert name_script(source) == name
