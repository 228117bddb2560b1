"""Windows of WebView2 and WKWebView close once their text is saved; if it is not, one is asked.

The windows are made up: they close, refuse and answer as pywebview's do.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop.backends.contract import Appearance, Outcome, Setting
from desktop.backends.native import NativeBackend
from desktop.backends.native_leaving import NativeLeaving
from tests.windows.waiting import wait_until


class FakeWindow:
    """Asks its `leaving` before it closes, also when the program closes it, as WebView2 does."""

    def __init__(self, uid: str, text: object = "saved") -> None:
        self.uid = uid
        self.text = text
        self.leaving: NativeLeaving | None = None
        self.is_open = True
        self.asked: list[str] = []
        self.answer = False

    def close(self) -> None:
        assert self.leaving is not None
        if self.leaving.may_close(self):
            self.is_open = False

    destroy = close

    def run_js(self, script: str) -> object:
        assert "data-unsaved" in script
        if isinstance(self.text, Exception):
            raise self.text
        return self.text

    def create_confirmation_dialog(self, title: str, message: str) -> bool:
        self.asked.append(f"{title}: {message}")
        return self.answer


class Room:
    """Some windows, and what becomes of their text."""

    def __init__(self, outcome: Outcome, *windows: FakeWindow) -> None:
        self.outcome = outcome
        self.windows = windows
        self.settled = 0
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.leaving = NativeLeaving(self._settle, _say, self.present)
        for window in windows:
            window.leaving = self.leaving

    def present(self) -> Sequence[FakeWindow]:
        return [each for each in self.windows if each.is_open]

    def _settle(self) -> Outcome:
        self.may_answer.wait(10)
        self.settled += 1
        return self.outcome


def _say(text: str, /, **values: str) -> str:
    return text % values if values else text


def test_a_window_closes_as_soon_as_its_text_is_saved() -> None:
    window = FakeWindow("one")
    room = Room("saved", window)
    room.may_answer.clear()
    window.close()
    assert window.is_open, "not before"
    room.may_answer.set()
    wait_until(lambda: not window.is_open, "the close")
    assert window.asked == []


@pytest.mark.parametrize("said", ["saved", '"saved"', "'saved'"])
def test_a_window_with_nothing_unsaved_closes_though_another_one_holds_text(said: str) -> None:
    window, other = FakeWindow("one", said), FakeWindow("other", "unsaved")
    Room("unsaved", window, other)
    window.close()
    wait_until(lambda: not window.is_open, "the close")
    assert other.is_open
    assert window.asked == other.asked == []


@pytest.mark.parametrize("text", ["unsaved", None, RuntimeError("no answer")])
def test_the_window_whose_text_it_is_asks_and_stays_unless_the_person_lets_it_go(
    text: object,
) -> None:
    window = FakeWindow("one", text)
    Room("unsaved", window, FakeWindow("other"))
    window.close()
    wait_until(lambda: window.asked, "the question")
    assert "the text is lost" in window.asked[0]
    assert window.is_open
    window.answer = True
    window.close()
    wait_until(lambda: not window.is_open, "the close")


def test_the_last_window_asks_whatever_its_page_says() -> None:
    window = FakeWindow("one")
    Room("kept", window)
    window.close()
    wait_until(lambda: window.asked, "the question")
    assert "A draft is kept" in window.asked[0]


def test_windows_closed_together_are_asked_once() -> None:
    windows = [FakeWindow(str(number), "unsaved") for number in range(3)]
    room = Room("unsaved", *windows)
    room.may_answer.clear()
    for window in windows:
        window.close()
    room.may_answer.set()
    wait_until(lambda: any(each.asked for each in windows), "the question")
    assert sum(len(each.asked) for each in windows) == 1


def test_the_end_of_the_program_saves_and_asks_nobody() -> None:
    windows = [FakeWindow(str(number), "unsaved") for number in range(3)]
    room = Room("unsaved", *windows)
    room.leaving.end()
    wait_until(lambda: not room.present(), "the end")
    assert room.settled
    assert [each.asked for each in windows] == [[], [], []]


def test_the_native_back_end_settles_before_a_window_closes(tmp_path: Path) -> None:
    settled: list[str] = []

    def settle() -> Outcome:
        settled.append("asked")
        return "saved"

    setting = Setting(
        Appearance("Notes", None, "#ffffff", "#000000"),
        "http://127.0.0.1:1",
        tmp_path,
        noticed=lambda _uid, _place: None,
        wanted=lambda _path: None,
        settle=settle,
        asked=lambda _asked: None,
    )
    backend = NativeBackend(setting)
    closed = threading.Event()
    window = SimpleNamespace(uid="one", destroy=closed.set)
    assert not backend.may_close(window)
    assert closed.wait(10)
    assert settled == ["asked"]
    assert backend.may_close(window)
