"""Whether a person sees why the program did not start."""

from __future__ import annotations

import io

import pytest

from desktop.telling import is_unread


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("platform", "terminal", "environment", "unread"),
    [
        ("linux", Terminal(), {"XDG_ACTIVATION_TOKEN": "a"}, False),
        ("linux", io.StringIO(), {"XDG_ACTIVATION_TOKEN": "a"}, True),
        ("linux", io.StringIO(), {"DESKTOP_STARTUP_ID": "a"}, True),
        ("linux", io.StringIO(), {}, False),
        ("win32", None, {}, True),
        ("win32", io.StringIO(), {}, False),
        ("darwin", io.StringIO(), {}, False),
    ],
)
def test_a_window_tells_who_double_clicked_and_the_terminal_whoever_has_one(
    platform: str, terminal: io.StringIO | None, environment: dict[str, str], unread: bool
) -> None:
    assert is_unread(platform, terminal, environment) is unread
