"""What the program tells of itself, before anybody signs in and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from tests.webui.conftest import Browser
from webui.host import Part
from webui.room import Room


@dataclass(frozen=True)
class FakePart:
    name: str = "Flask <3"
    version: str = "3.1.3"
    licence: str = "BSD-3-Clause"
    text: str = "Redistribution & use"


@dataclass
class FakeWorkings:
    """Workings that write down what was asked of them."""

    has_file_manager: bool = True
    opened: list[str] = field(default_factory=list)

    def parts(self) -> Sequence[Part]:
        return [FakePart()]

    def log(self) -> str:
        return "INFO desktop.app: Inglenook <0.1> starts"

    def open_folder(self) -> bool:
        self.opened.append("folder")
        return self.has_file_manager


@pytest.fixture
def workings(room: Room) -> FakeWorkings:
    workings = FakeWorkings()
    object.__setattr__(room.host, "workings", workings)
    return workings


def test_about_names_the_version_and_every_work_with_its_licence(
    signed_in: Browser, workings: FakeWorkings
) -> None:
    text = signed_in.get("/about").get_data(as_text=True)
    for words in ("0.0-test", "Flask &lt;3", "3.1.3", "BSD-3-Clause"):
        assert words in text
    assert "Redistribution &amp; use" in signed_in.get("/about/licences").get_data(as_text=True)


@pytest.mark.parametrize("path", ["/about", "/about/licences", "/log"])
def test_whoever_cannot_get_in_can_still_look(
    browser: Browser, workings: FakeWorkings, path: str
) -> None:
    answer = browser.get(path)
    assert answer.status_code == 200
    assert "sidebar" not in answer.get_data(as_text=True)


def test_the_log_is_shown_as_it_is(signed_in: Browser, workings: FakeWorkings) -> None:
    text = signed_in.get("/log").get_data(as_text=True)
    assert "INFO desktop.app: Inglenook &lt;0.1&gt; starts" in text
    assert "copy#copy" in text


def test_the_data_folder_is_shown_on_request(signed_in: Browser, workings: FakeWorkings) -> None:
    assert signed_in.post("/about/folder").location == "/about"
    assert workings.opened == ["folder"]


def test_where_nothing_shows_folders_the_page_says_so(
    signed_in: Browser, workings: FakeWorkings
) -> None:
    workings.has_file_manager = False
    answer = signed_in.post("/about/folder")
    assert answer.status_code == 502
    assert "No program here shows folders" in answer.get_data(as_text=True)


def test_a_host_that_tells_nothing_has_its_pages_all_the_same(signed_in: Browser) -> None:
    assert signed_in.get("/about").status_code == 200
    assert "No log is kept here" in signed_in.get("/log").get_data(as_text=True)


def test_an_error_of_the_program_offers_the_log(
    signed_in: Browser,
    room: Room,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr(type(room.notebook.trash), "list", fail)
    answer = signed_in.get("/trash")
    assert answer.status_code == 500
    assert 'href="/log"' in answer.get_data(as_text=True)
    assert "RuntimeError at test_about.py:" in caplog.text
    assert "secret words" not in caplog.text
