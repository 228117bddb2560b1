"""Pictures of every page and state, for looking at: python -m tests.browser.pictures FOLDER [NAME…]

Each in light and dark, in a narrow, a usual and a wide window and at 200 %, in English and Chinese,
from a full notebook and an empty one; the way in, step by step; and sheets that put them side by
side. With `--readme` only those that the README shows.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.arrival import STEPS, walk_in
from tests.browser.conftest import CHROMIUM, PASSWORD, Served, start_program
from tests.browser.filled import fill, fill_for_readme, make_empty
from tests.browser.shots import (
    FULLNESS,
    LANGUAGES,
    SCHEMES,
    SIZES,
    Shot,
    Size,
    list_readme,
    list_shots,
    name_file,
)

_SETTLED = "document.fonts.ready"
_SHEET_HEIGHT = 600


@contextmanager
def serve(folder: Path) -> Iterator[Served]:
    served = start_program(folder, "--developer")
    try:
        yield served
    finally:
        served.stop()


@contextmanager
def open_context(browser: Browser, language: str, zoom: int, **more: Any) -> Iterator[Any]:
    context = browser.new_context(
        extra_http_headers={"Accept-Language": language}, device_scale_factor=zoom, **more
    )
    context.set_default_timeout(15_000)
    try:
        yield context
    finally:
        context.close()


def set_size(page: Page, size: Size) -> None:
    page.set_viewport_size({"width": size.width, "height": size.height})


def take_states(browser: Browser, folder: Path, shots: list[Shot], count: int) -> None:
    """Take the states that are reached when one is signed in, in the notebook that each needs."""
    for (language, full), some in groupby(shots, lambda each: (each.language, each.fullness)):
        with TemporaryDirectory() as place:
            data = Path(place) / "notebook"
            if full == "full":
                fill(data, language, count)
            else:
                make_empty(data)
            with serve(data) as served:
                _take_signed_in(browser, served, list(some), lambda shot: _paths(folder, shot))


def take_readme(browser: Browser, folder: Path) -> None:
    """Take the pictures of the README from a small notebook as a person might have one."""
    shots = list_readme()
    names = {shot: folder / f"{name}.png" for name, shot in shots.items()}
    with TemporaryDirectory() as place:
        data = Path(place) / "notebook"
        fill_for_readme(data)
        with serve(data) as served:
            _take_signed_in(browser, served, list(names), lambda shot: [names[shot]])


def _paths(folder: Path, shot: Shot) -> list[Path]:
    return [folder / file for file in shot.files]


def _take_signed_in(browser: Browser, served: Served, shots: list[Shot], paths: Any) -> None:
    language = shots[0].language
    with open_context(browser, language, 1) as first:
        kept = _sign_in(first, served)
        for zoom, some in groupby(shots, lambda each: each.size.zoom):
            with open_context(browser, language, zoom, storage_state=kept) as context:
                page = context.new_page()
                for shot in some:
                    _take(page, served.origin, shot, paths(shot))


def _sign_in(context: BrowserContext, served: Served) -> Any:
    page = context.new_page()
    page.goto(served.entrance)
    page.locator("#password").fill(PASSWORD)
    page.locator("form button[type=submit]").first.click()
    page.wait_for_selector("body.shell")  # with the notices that are shown once a start
    return context.storage_state()


def _take(page: Page, origin: str, shot: Shot, paths: list[Path]) -> None:
    set_size(page, shot.size)
    page.goto(origin + shot.state.path)
    shot.state.reach(page)
    for scheme, path in zip(shot.schemes, paths, strict=True):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(_SETTLED)
        page.wait_for_timeout(200)
        page.screenshot(path=path)


def take_arrival(browser: Browser, folder: Path, language: str, sizes: list[str]) -> None:
    """Take the way in, each step in every size."""
    for zoom, some in groupby(sizes, lambda name: SIZES[name].zoom):
        names = list(some)
        with (
            TemporaryDirectory() as place,
            serve(Path(place) / "notebook") as served,
            open_context(browser, language, zoom) as context,
        ):
            page = context.new_page()
            for step in walk_in(page, served):
                for size in names:
                    _take_step(page, SIZES[size], partial(_name, folder, step, language, size))


def _name(folder: Path, step: str, language: str, size: str, scheme: str) -> Path:
    return folder / name_file(step, "new", language, scheme, size)


def _take_step(page: Page, size: Size, name: partial[Path]) -> None:
    set_size(page, size)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.evaluate(_SETTLED)
        page.wait_for_timeout(200)
        page.screenshot(path=name(scheme), full_page="/styleguide" in page.url)


def write_sheets(browser: Browser, folder: Path) -> None:
    """Put the pictures of each state on one sheet."""
    pictures = sorted(each.name for each in folder.glob("*.*.*.*.png"))
    context = browser.new_context(viewport={"width": 2400, "height": 800})
    page = context.new_page()
    for name, files in groupby(pictures, lambda file: file.partition(".")[0]):
        shown = "".join(f'<img src="{file}" height="{_SHEET_HEIGHT}"> ' for file in files)
        html = folder / f"{name}.html"
        html.write_text(f"<body style='margin:0;background:#777'>{shown}", "utf-8")
        page.goto(html.as_uri())
        page.screenshot(path=folder / f"sheet-{name}.png", full_page=True)
    context.close()


def read_command(arguments: list[str] | None = None) -> Any:
    parser = argparse.ArgumentParser(prog="dev.py screenshots", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help="only these states and steps")
    parser.add_argument("--readme", action="store_true", help="only what the README shows")
    parser.add_argument("--pages", type=int, default=400, help="how full a full notebook is")
    for name, all_of_it in (("size", SIZES), ("language", LANGUAGES), ("fullness", FULLNESS)):
        parser.add_argument(f"--{name}", action="append", choices=list(all_of_it), help="only this")
    return parser.parse_args(arguments)


def main() -> int:
    """Take what the command line asks for."""
    asked = read_command()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        if asked.readme:
            take_readme(browser, asked.folder)
        else:
            _take_asked(browser, asked)
        browser.close()
    return 0


def _take_asked(browser: Browser, asked: Any) -> None:
    sizes, languages = asked.size or list(SIZES), asked.language or LANGUAGES
    shots = list_shots(
        asked.names, sizes=sizes, languages=languages, fullness=asked.fullness or FULLNESS
    )
    take_states(browser, asked.folder, shots, asked.pages)
    if not asked.names or set(asked.names) & set(STEPS):
        for language in languages:
            take_arrival(browser, asked.folder, language, sizes)
    write_sheets(browser, asked.folder)


if __name__ == "__main__":
    sys.exit(main())
