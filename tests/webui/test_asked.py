"""Where links and files from outside lead."""

from __future__ import annotations

from pathlib import Path

import pytest

from webui.asked import Asked, follow_link, read_file


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("inglenook://page/bees", "/pages/bees"),
        ("INGLENOOK://PAGE/bees", "/pages/bees"),
        ("inglenook://page/bees/", "/pages/bees"),
        ("inglenook://page/garden/bees", "/pages/garden/bees"),
        ("inglenook://page/b%C3%BCcher", "/pages/b%C3%BCcher"),
        ("inglenook://page/bücher", "/pages/b%C3%BCcher"),
    ],
)
def test_a_link_leads_to_its_page(address: str, path: str) -> None:
    assert follow_link(address) == path


@pytest.mark.parametrize(
    "address",
    [
        "inglenook://page/",
        "inglenook://page",
        "inglenook:bees",
        "inglenook://logout/",
        "inglenook://page/../logout",
        "inglenook://page/%2e%2e/logout",
        "inglenook://page/a//b",
        "inglenook://page/a%5Cb",
        "inglenook://page/a%0Ab",
        "inglenook://page/%FF",
        "inglenook://[page/bees",
        "inglenook://page:99999/bees",
        "inglenook://ada@page/bees",
    ],
)
def test_a_link_to_anything_else_leads_nowhere(address: str) -> None:
    # OWASP: deep links are input of strangers.
    assert follow_link(address) == "/asked/nothing"


def test_a_link_can_ask_for_no_act() -> None:
    assert follow_link("inglenook://page/bees?edit=1&delete=yes#top") == "/pages/bees"


def test_files_that_come_together_are_asked_about_together(tmp_path: Path) -> None:
    asked = Asked()
    paths = asked.find_paths([str(tmp_path / "a.md"), "today", "window", str(tmp_path / "b.md")])
    assert paths[:2] == ["/journal/today", "/"]
    name = paths[2].removeprefix("/asked/files/")
    assert asked.look(name) == (tmp_path / "a.md", tmp_path / "b.md")
    assert asked.take(name)
    assert not asked.take(name)
    assert asked.look(name) == ()


def test_what_nobody_looks_at_is_forgotten_in_the_end() -> None:
    asked = Asked()
    [first] = asked.find_paths(["new-page"])
    for _ in range(100):
        asked.find_paths(["new-page"])
    assert not asked.take(first.rpartition("/")[2])


def test_a_text_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "Bees.md"
    path.write_bytes(b"\xef\xbb\xbfHoney\r\nand w\xc3\xa4x")
    file = read_file(path)
    assert (file.name, file.title, file.problem) == ("Bees.md", "Bees", None)
    assert file.body == "Honey\r\nand wäx"
    assert file.words == 3


@pytest.mark.parametrize("content", [b"\xff\xfeh\0i\0", b"caf\xe9", b"\x89PNG\r\n\x1a\n\0"])
def test_a_file_in_other_letters_is_explained(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(content)
    file = read_file(path)
    assert file.body == ""
    assert file.problem is not None
    assert "UTF-8" in file.problem


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    with path.open("wb") as file:
        file.truncate(10 * 1024**3)
    problem = read_file(path).problem
    assert problem is not None
    assert "20 MB" in problem


def test_a_file_that_went_away_is_explained(tmp_path: Path) -> None:
    assert read_file(tmp_path / "a.md").problem == "It is not there any more."
    assert read_file(tmp_path).problem == "It is not there any more."
