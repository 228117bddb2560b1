"""Files and new pages that were asked for from outside the notebook."""

from __future__ import annotations

from pathlib import Path

from tests.webui.conftest import Browser
from webui.room import Room


def test_a_file_comes_in_after_a_question_and_stays_where_it_is(
    signed_in: Browser, room: Room, tmp_path: Path
) -> None:
    path = tmp_path / "Bees.md"
    path.write_text("Honey & <b>wax</b>")
    [asked] = room.asked.find_paths([str(path)])
    text = signed_in.get(asked).get_data(as_text=True)
    assert "Bees.md" in text
    assert "Honey &amp; &lt;b&gt;wax&lt;/b&gt;" in text
    assert room.notebook.pages.count() == 0
    answer = signed_in.post(asked)
    assert answer.location == "/pages/bees"
    assert room.notebook.pages.find("bees").body == "Honey & <b>wax</b>"
    assert path.read_text() == "Honey & <b>wax</b>"
    assert signed_in.get(asked).status_code == 404


def test_a_file_that_is_left_makes_no_page(signed_in: Browser, room: Room, tmp_path: Path) -> None:
    path = tmp_path / "Bees.md"
    path.write_text("Honey")
    [asked] = room.asked.find_paths([str(path)])
    assert signed_in.post(asked, leave="yes").location == "/pages/"
    assert room.notebook.pages.count() == 0
    assert signed_in.get(asked).status_code == 404


def test_of_several_files_those_that_can_be_read_come_in(
    signed_in: Browser, room: Room, tmp_path: Path
) -> None:
    for name, content in (("a.md", b"one"), ("b.md", b"\xff"), ("c.md", b"three")):
        (tmp_path / name).write_bytes(content)
    paths = [str(tmp_path / name) for name in ("a.md", "b.md", "c.md")]
    [asked] = room.asked.find_paths(paths)
    assert "UTF-8" in signed_in.get(asked).get_data(as_text=True)
    assert signed_in.post(asked).location == "/pages/"
    assert sorted(page.title for page in room.notebook.pages.list()) == ["a", "c"]


def test_a_file_that_cannot_be_read_is_explained_and_makes_no_page(
    signed_in: Browser, room: Room, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xff")
    [asked] = room.asked.find_paths([str(path)])
    answer = signed_in.post(asked)
    assert answer.status_code == 422
    assert "UTF-8" in answer.get_data(as_text=True)
    assert room.notebook.pages.count() == 0


def test_nobody_who_is_not_signed_in_sees_the_file(
    browser: Browser, room: Room, tmp_path: Path
) -> None:
    path = tmp_path / "Bees.md"
    path.write_text("Honey")
    [asked] = room.asked.find_paths([str(path)])
    answer = browser.get(asked)
    assert answer.location == f"/login?next={asked}"
    assert browser.log_in(next=asked).location == asked
    assert "Honey" in browser.get(asked).get_data(as_text=True)


def test_the_menus_new_page_is_made_once(signed_in: Browser, room: Room) -> None:
    [asked] = room.asked.find_paths(["new-page"])
    assert signed_in.get(asked).location == "/pages/untitled?edit=1"
    assert signed_in.get(asked).location == "/pages/"
    assert room.notebook.pages.count() == 1


def test_a_guess_makes_no_page(signed_in: Browser, room: Room) -> None:
    assert signed_in.get("/asked/page/guess").location == "/pages/"
    assert signed_in.get("/asked/files/guess").status_code == 404
    assert room.notebook.pages.count() == 0


def test_a_first_window_that_was_asked_for_something_starts_there(
    browser: Browser, room: Room
) -> None:
    assert room.resume("/asked/files/abc") == "/login?next=/asked/files/abc"
    assert room.resume() == "/login"
