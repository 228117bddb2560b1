"""The guide is there for everybody, can be searched, and is written in the person's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.webui.conftest import Browser
from webui.commands import COMMANDS, say_keys
from webui.guide import guide_folder, look_up, read_guide
from webui.language import LANGUAGES

_ROOT = Path(__file__).resolve().parents[3]
_GUIDE = guide_folder(_ROOT / "webui")


def test_the_guide_is_open_before_anybody_signs_in(browser: Browser) -> None:
    assert "What if I forget my password?" in browser.get("/help/faq").get_data(as_text=True)


def test_every_chapter_is_shown_in_the_notebook(signed_in: Browser) -> None:
    for chapter in read_guide(_GUIDE, "en"):
        page = signed_in.get(f"/help/{chapter.name}").get_data(as_text=True)
        assert chapter.title in page
        assert 'class="sidebar"' in page


@pytest.mark.parametrize("tag", [each.tag for each in LANGUAGES])
def test_every_chapter_is_written_in_every_language(tag: str) -> None:
    own = _GUIDE if tag == "en" else _GUIDE / tag
    assert [each.name for each in sorted(own.glob("*.md"))] == [
        each.name for each in sorted(_GUIDE.glob("*.md"))
    ]
    assert read_guide(_GUIDE, tag)[-1].name == "faq"


def test_the_chapter_on_queries_is_shown_and_found_in_the_language_of_the_person(
    signed_in: Browser,
) -> None:
    signed_in.post("/settings", part="language", language="de")
    assert "Welche Aufgaben" in signed_in.get("/help/queries").get_data(as_text=True)
    found = signed_in.get("/help?q=Zehntelsekunde").get_data(as_text=True)
    assert 'href="/help/queries"' in found.partition("help__answers")[2].partition("</ul>")[0]


@pytest.mark.parametrize(
    ("words", "chapter"),
    [
        ("linked from", "queries"),
        ("recovery code", "locking"),
        ("sync", "faq"),
        ("TAG:", "finding"),
        ("vim", "writing"),
    ],
)
def test_a_word_finds_its_chapter(signed_in: Browser, words: str, chapter: str) -> None:
    page = signed_in.get(f"/help?q={words}").get_data(as_text=True)
    assert f'href="/help/{chapter}"' in page.partition("help__answers")[2].partition("</ul>")[0]


def test_a_word_that_is_nowhere_says_what_to_do_next(signed_in: Browser) -> None:
    assert "Try another word" in signed_in.get("/help?q=zzzz").get_data(as_text=True)
    assert signed_in.get("/help/zzzz").status_code == 404


def test_a_chapter_that_is_not_translated_comes_in_english(tmp_path: Path) -> None:
    (tmp_path / "de").mkdir()
    (tmp_path / "01-one.md").write_text("# One\n\nText.")
    (tmp_path / "02-two.md").write_text("# Two\n\nText.")
    (tmp_path / "de" / "01-one.md").write_text("# Eins\n\nText.")
    assert [each.title for each in read_guide(tmp_path, "de")] == ["Eins", "Two"]


def test_a_section_with_the_words_in_its_heading_comes_first() -> None:
    answers = look_up(read_guide(_GUIDE, "en"), "backups")
    assert answers[0].heading == "Backups"


def test_help_opens_by_f1() -> None:
    assert [each.path for each in COMMANDS if "F1" in each.keys.split()] == ["/help"]


@pytest.mark.parametrize(
    "path",
    [*sorted(_GUIDE.glob("*.md")), *sorted((_ROOT / "webui" / "tour").glob("*/*.md"))],
    ids=lambda path: path.stem,
)
def test_every_key_that_is_told_of_is_a_key_of_the_program(path: Path) -> None:
    keys = {say_keys(key) for each in COMMANDS for key in each.keys.split()}
    text = path.read_text("utf-8").replace("\\\\", "\\")
    told = set(re.findall(r"\*\*((?:Ctrl\+|Shift\+|F\d)[^*\s]*)\*\*", text))
    assert told <= keys
