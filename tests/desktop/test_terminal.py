"""What a terminal shows of long work: one line, which fits, with the rate and the time left."""

from __future__ import annotations

import io
import sys
import time

import pytest

from desktop.terminal import Terminal
from webui.language import speaking
from webui.terminal import tell_on


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True

    @property
    def line(self) -> str:
        return self.getvalue().rpartition("\x1b[K")[2]


def look_at(monkeypatch: pytest.MonkeyPatch) -> Screen:
    made = Screen()
    monkeypatch.setattr(sys, "stderr", made)
    monkeypatch.setattr("desktop.terminal._BETWEEN_SECONDS", -1.0)
    return made


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Copying: 500 kB of 1.0 MB  50 kB a second, about 10 seconds left"),
        ("de", "Wird kopiert: 500 kB von 1,0 MB  50 kB pro Sekunde, noch etwa 10 Sekunden"),
    ],
)
def test_long_work_shows_its_rate_and_what_remains(
    monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    screen = look_at(monkeypatch)
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setenv("COLUMNS", "120")
    with speaking([language]):
        tell = tell_on(Terminal(None, yes=False))
        tell("Copying", 0, 1_000_000)
        now[0] = 10.0
        tell("Copying", 500_000, 1_000_000)
        assert screen.line == words
        tell("", 0, 0)
        assert screen.line == "", "what has ended is wiped away"


def test_a_line_never_wraps_and_wide_letters_count_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = look_at(monkeypatch)
    monkeypatch.setenv("COLUMNS", "11")
    terminal = Terminal(None, yes=False)
    terminal.tell(lambda: "0123456789abc")
    assert screen.line == "0123456789"
    terminal.tell(lambda: "書き出し中です")
    assert screen.line == "書き出し中"


def test_nothing_is_shown_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    Terminal(None, yes=False).tell(lambda: pytest.fail("nobody reads it"))
    assert written.getvalue() == ""
