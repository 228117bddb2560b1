"""No page holds a sentence that was never put into words: in the language that marks every
sentence, everything else that can be read is the person's own, a name, a key or a number."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from gettext import GNUTranslations
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from flask import Flask

from tests.webui.conftest import Browser
from tooling import words
from webui.room import Room

_ROOT = Path(__file__).resolve().parents[3]
_SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-turbo-confirm", "data-confirm-button")
_SILENT = {"script", "style", "code", "kbd", "template", "pre", "textarea", "option"}
_VOID = {"meta", "link", "input", "br", "hr", "img", "path", "line", "rect", "circle"}
_LETTER = re.compile(r"[^\W\d_]{2,}")
# Names of programs and of what has no other name.
_NAMES = {"Inglenook", "Aa", "Markdown", "test"}
# Months and days, which Babel knows in every language, and this one writes as English does.
_DATES = {*calendar.month_name, *calendar.month_abbr, *calendar.day_name, *calendar.day_abbr}
_OWN = {"Garden", "Gone", "Work", "Plans", "green", "none", "None", "work"}


class _Reader(HTMLParser):
    """Gathers what is read, unless it is the person's own (`dir="auto"`) or no prose."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._stack: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_own = given.get("dir") == "auto" or tag in _SILENT or bool(self._own)
        if not is_own:
            self.said += [str(given[name]) for name in _SPOKEN if given.get(name)]
        if tag not in _VOID:
            self._stack.append((tag, is_own))

    def handle_endtag(self, tag: str) -> None:
        while self._stack:
            if self._stack.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._own and self._stack:
            self.said.append(data)

    @property
    def _own(self) -> bool:
        return bool(self._stack) and self._stack[-1][1]


def _unmarked(page: str) -> Iterator[str]:
    reader = _Reader()
    reader.feed(page)
    inside = 0
    for text in reader.said:
        for piece in re.split(r"([⟦⟧])", text):
            inside += {"⟦": 1, "⟧": -1}.get(piece, 0)
            words = set(_LETTER.findall(piece))
            if inside == 0 and words - _NAMES - _OWN - _DATES:
                yield " ".join(piece.split())


def _read(browser: Browser, path: str) -> str:
    answer = browser.client.get(
        path, headers={"Accept-Language": "en-x-rtl"}, follow_redirects=True
    )
    return answer.get_data(as_text=True)


@pytest.fixture(scope="module")
def marked() -> GNUTranslations:
    """Every sentence as the sources say it at this moment, marked."""
    compiled = BytesIO()
    write_mo(compiled, words.mirrored(words.read_sources(_ROOT)))
    compiled.seek(0)
    return GNUTranslations(compiled)


@pytest.fixture(autouse=True)
def speak_marked(app: Flask, marked: GNUTranslations) -> None:
    app.extensions["inglenook-words"]._read["en-x-rtl"] = marked


@pytest.mark.parametrize("path", ["/login", "/recover", "/about", "/nowhere", "/log"])
def test_before_the_notebook_is_open_every_sentence_is_in_words(
    browser: Browser, path: str
) -> None:
    assert list(_unmarked(_read(browser, path))) == []


@pytest.mark.parametrize(
    "path",
    [
        *("/pages/", "/pages/garden", "/pages/garden?edit=1", "/pages/garden/history"),
        *("/settings", "/session", "/trash", "/search", "/search?q=zzz", "/search?q=tag:"),
        *("/tags/green", "/tags/none", "/folders/work", "/folders/none", "/logout"),
        *("/files/", "/backups", "/check", "/shortcuts", "/nowhere", "/pages/none"),
    ],
)
def test_in_the_notebook_every_sentence_is_in_words(
    signed_in: Browser, room: Room, path: str
) -> None:
    page = room.notebook.pages.create(title="Garden", body="one #green")
    room.notebook.pages.save(page.id, "two #green", base=page.revision)
    room.notebook.pages.create(title="Work/Plans")
    room.notebook.pages.delete(room.notebook.pages.create(title="Gone").id)
    assert list(_unmarked(_read(signed_in, path))) == []


def test_an_unmarked_sentence_would_be_found() -> None:
    assert list(_unmarked('<p>Hello there</p><p dir="auto">mine</p><p>⟦Said⟧</p>')) == [
        "Hello there"
    ]
