"""Notebooks to take pictures of: full ones with long titles, empty ones."""

from __future__ import annotations

import random
from pathlib import Path

from tests.browser.conftest import NAME, PASSWORD
from tests.browser.states import BODY, FRONT, LOST
from webui.notebook import Argon2Cost, Notebook

_CHEAP = Argon2Cost(memory=64, passes=1, lanes=1)
_BOOK = "The hearth book"
_BOOK_TEXT = """\
An inglenook is the seat beside the fire. *Small, warm, yours.* What is written here stays here, \
and [[The woodshed|the woodshed]] is a page of its own. #house/fire

## What to keep

A house is kept by small habits. The kettle is filled at night, the ash is carried out in the \
morning, and whoever comes in last sets the latch. None of it is written down anywhere, and so it \
is forgotten whenever somebody moves away.

- [ ] Sweep the chimney before the first frost
- [x] Order two cords of ash and oak
- [ ] Ask Maren about the old damper

> Fire is the best of servants; but what a master.

## Wood

| Wood | Heat | Seasoning |
|---|---|---|
| Ash | high | one year |
| Oak | very high | two years |
"""
_WORDS = {
    "en": "garden ledger winter harbour copper quiet almanac letters orchard lantern paper",
    "zh-Hant": "花園 帳簿 冬天 海港 銅器 安靜 年曆 信件 果園 燈籠 紙張",
}
_FOLDERS = {
    "en": ("", "", "Work/", "Work/Clients/", "Home/", "Reading/"),
    "zh-Hant": ("", "", "工作/", "工作/客戶/", "家/", "閱讀/"),
}
_README_PAGES = (
    ("Home/Roof and gutters", "Slates from the quarry at Delabole. #house/roof"),
    ("Home/Recipes/Barley bread", "Two days, mostly waiting. #kitchen"),
    ("Home/Recipes/Quince paste", "The pan must be wide. #kitchen"),
    ("Garden/Orchard plan", "Three rows, the pears to the south. #garden"),
    ("Garden/What grew in 2025", "Beans did well; the garden beds by the wall did best. #garden"),
    ("Garden", "A garden is a slow kind of writing. #garden"),
    ("Letters to Maren", "Dear Maren, the garden gate is mended."),
    ("Reading/The Making of a Garden", "Gertrude Jekyll, read in one winter. #reading"),
    ("Reading/Walden", "A hut, a pond, an account book. #reading"),
    ("Wood and its seasons", "Ash burns green, oak never does. #house/fire"),
)


def fill(folder: Path, language: str, count: int) -> None:
    """Make a notebook of `count` pages with long titles, beside those that the states need."""
    notebook = _make(folder)
    chance, words = random.Random(8), _WORDS[language].split()
    gap = " " if language == "en" else ""
    for number in range(count):
        title = gap.join(chance.choice(words) for _ in range(chance.randint(2, 9)))[:60]
        body = f"{title} {number}. #{chance.choice(words)} #{chance.choice(words)}/{number % 9}\n"
        above = chance.choice(_FOLDERS[language])
        notebook.pages.create(title=f"{above}{title.capitalize()}", body=body)
    _add_what_the_states_need(notebook)
    notebook.lock()


def fill_for_readme(folder: Path) -> None:
    """Make a small notebook as a person might have one."""
    notebook = _make(folder)
    for title, body in _README_PAGES:
        notebook.pages.create(title=title, body=body)
    notebook.pages.create(title="The woodshed", body="Dry by winter. See [[The hearth book]].")
    notebook.pages.create(title=_BOOK, body=_BOOK_TEXT)
    notebook.lock()


def make_empty(folder: Path) -> None:
    """Make a notebook without any page."""
    _make(folder).lock()


def _make(folder: Path) -> Notebook:
    notebook = Notebook(folder, cost=_CHEAP)
    notebook.create(NAME, PASSWORD)
    return notebook


def _add_what_the_states_need(notebook: Notebook) -> None:
    for title, body in (
        ("Another", "See [[Garden]]."),
        ("Work/Clients/Acme", "#work"),
        ("Front", FRONT),
        ("Empty", ""),
    ):
        notebook.pages.create(title=title, body=body)
    notebook.pages.delete(notebook.pages.create(title="Thrown away").id)
    page = notebook.pages.create(title="Garden", body=BODY + LOST)
    notebook.pages.save(page.id, f"{BODY}\nOne more line.\n", base=page.revision)
