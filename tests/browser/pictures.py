"""Pictures of every page and state, for looking at: python -m tests.browser.pictures FOLDER [NAME…]

Each in light and dark, narrow, usual and wide, in English and Chinese, from a full notebook and an
empty one; and sheets that put them side by side. With `--readme` only those that the README shows.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import CHROMIUM, NAME, PASSWORD, Served, start_program
from tests.browser.states import BODY, FRONT, LOST, STATES, State, search
from webui.notebook import Argon2Cost, Notebook

_WIDTHS = (480, 1180, 2560)
Scheme = Literal["light", "dark"]
_SCHEMES: tuple[Scheme, ...] = ("light", "dark")
_LANGUAGES = ("en", "zh-Hant")
_FULLNESS = ("full", "empty")
_CHEAP = Argon2Cost(memory=64, passes=1, lanes=1)
_BOOK = "The hearth book"
_BOOK_TEXT = """\
An inglenook is the seat beside the fire. *Small, warm, yours.* What is written here stays here, \
and [[Another|the woodshed]] is a page of its own. #house/fire

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
_README: dict[str, tuple[State, Scheme]] = {
    "page": (State("page", "/pages/the-hearth-book"), "light"),
    "night": (State("night", "/pages/the-hearth-book"), "dark"),
    "search": (State("search", "/pages/the-hearth-book", search), "light"),
}
_README_WIDTH = 1320
_WORDS = {
    "en": "garden ledger winter harbour copper quiet almanac letters orchard lantern paper",
    "zh-Hant": "花園 帳簿 冬天 海港 銅 安靜 年曆 信件 果園 燈籠 紙",
}
_EMPTY = ("list", "search help", "trash", "files", "backups")


@dataclass(frozen=True, slots=True)
class Shot:
    state: State
    width: int
    scheme: Scheme
    language: str
    fullness: str

    @property
    def file(self) -> str:
        name = self.state.name.replace(" ", "-")
        return f"{name}.{self.fullness}.{self.language}.{self.scheme}.{self.width}.png"


def fill(folder: Path, language: str, count: int) -> None:
    """Make a notebook of `count` pages with long titles, beside those that the states need."""
    notebook = Notebook(folder, cost=_CHEAP)
    notebook.create(NAME, PASSWORD)
    chance, words = random.Random(8), _WORDS[language].split()
    gap = " " if language == "en" else ""
    for number in range(count):
        title = gap.join(chance.choice(words) for _ in range(chance.randint(2, 9)))[:60]
        above = chance.choice(("", "", "Work/", "Work/Clients/", "Home/", "Reading/"))
        body = f"{title} {number}. #{chance.choice(words)} #{chance.choice(words)}/{number % 9}\n"
        notebook.pages.create(title=f"{above}{title.capitalize()}", body=body)
    _add_what_the_states_need(notebook)
    notebook.lock()


def _add_what_the_states_need(notebook: Notebook) -> None:
    for title, body in (
        ("Another", "See [[Garden]]."),
        ("Work/Clients/Acme", "#work"),
        ("Front", FRONT),
        ("Empty", ""),
    ):
        notebook.pages.create(title=title, body=body)
    notebook.pages.delete(notebook.pages.create(title="Thrown away").id)
    notebook.pages.create(title=_BOOK, body=_BOOK_TEXT)
    page = notebook.pages.create(title="Garden", body=BODY + LOST)
    notebook.pages.save(page.id, f"{BODY}\nOne more line.\n", base=page.revision)


def list_shots(names: list[str], *, readme: bool) -> list[Shot]:
    """Answer what is to be taken, in the order that needs the fewest notebooks."""
    if readme:
        shown = _README.values()
        return [Shot(state, _README_WIDTH, scheme, "en", "full") for state, scheme in shown]
    asked = [state for state in STATES if not names or state.name in names]
    standing = [(state, fullness) for fullness in _FULLNESS for state in asked]
    return [
        Shot(state, width, scheme, language, fullness)
        for language in _LANGUAGES
        for state, fullness in standing
        if fullness == "full" or state.name in _EMPTY
        for width in _WIDTHS
        for scheme in _SCHEMES
    ]


@contextmanager
def open_notebook(browser: Browser, language: str, count: int) -> Iterator[tuple[Page, str]]:
    """Open a notebook with `count` pages (0 for an empty one), signed in."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "notebook"
        if count:
            fill(data, language, count)
        else:
            empty = Notebook(data, cost=_CHEAP)
            empty.create(NAME, PASSWORD)
            empty.lock()
        served = start_program(data)
        context = browser.new_context(extra_http_headers={"Accept-Language": language})
        try:
            yield _sign_in(context.new_page(), served), served.origin
        finally:
            context.close()
            served.stop()


def _sign_in(page: Page, served: Served) -> Page:
    page.goto(served.entrance)
    page.locator("#password").fill(PASSWORD)
    page.locator("form button[type=submit]").first.click()
    page.wait_for_selector("body.shell")
    notice = page.locator(".notice__act button")
    if notice.count():
        notice.click()
    return page


def take(page: Page, origin: str, shot: Shot, path: Path) -> None:
    page.set_viewport_size({"width": shot.width, "height": 820 if shot.width < 2000 else 1300})
    page.emulate_media(color_scheme=shot.scheme)
    page.goto(origin + shot.state.path)
    shot.state.reach(page)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(150)
    page.screenshot(path=path)


def write_sheets(browser: Browser, folder: Path, shots: list[Shot]) -> None:
    """Put the pictures of each state on one sheet."""
    context = browser.new_context(viewport={"width": 2400, "height": 800})
    page = context.new_page()
    for name in dict.fromkeys(shot.state.name for shot in shots):
        pictures = "".join(
            f'<img src="{shot.file}" height="420">' for shot in shots if shot.state.name == name
        )
        html = folder / f"{name.replace(' ', '-')}.html"
        html.write_text(f"<body style='margin:0;background:#777'>{pictures}", "utf-8")
        page.goto(html.as_uri())
        page.screenshot(path=folder / f"sheet-{html.stem}.png", full_page=True)
    context.close()


def main() -> int:
    """Take what the command line asks for."""
    parser = argparse.ArgumentParser(prog="dev.py screenshots", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help="only these states")
    parser.add_argument("--readme", action="store_true", help="only what the README shows")
    parser.add_argument("--pages", type=int, default=400, help="how full a full notebook is")
    asked: Any = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    shots = list_shots(asked.names, readme=asked.readme)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        for language, fullness in dict.fromkeys((each.language, each.fullness) for each in shots):
            count = asked.pages if fullness == "full" else 0
            with open_notebook(browser, language, count) as (page, origin):
                for shot in shots:
                    if (shot.language, shot.fullness) == (language, fullness):
                        take(page, origin, shot, asked.folder / shot.file)
        if asked.readme:
            for name, shot in zip(_README, shots, strict=True):
                (asked.folder / shot.file).rename(asked.folder / f"{name}.png")
        else:
            write_sheets(browser, asked.folder, shots)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
