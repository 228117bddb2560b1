"""No meaning is carried by colour alone (WCAG 1.4.1): each state differs in shape or weight too."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import BrowserContext

from tests.browser.conftest import log_in, start_program

# Each state of the styleguide beside what it must be told from.
_STATES = {
    "a link to a page that is not there": (".prose a:not(.wikilink)", ".prose .wikilink--missing"),
    "a day that is over": (".due:not(.due--late)", ".due--late"),
    "words that were added": (".changes__passage", ".changes ins"),
    "words that were taken away": (".changes__passage", ".changes del"),
    "words that differ in a conflict": (".conflict__text", ".conflict__word"),
    "the page that is shown": (
        ".guide__rows .row__link:not([aria-current])",
        ".guide__rows .row__link[aria-current]",
    ),
    "the way of looking": (
        ".guide .ways__way:not([aria-current])",
        ".guide .ways__way[aria-current]",
    ),
    "the row that Enter takes": (
        ".palette__row[aria-selected=false]",
        ".palette__row[aria-selected=true]",
    ),
    "a day with words": (".guide__days > :first-child", ".guide .calendar__day--written"),
    "today": (".guide__days > :first-child", ".guide .calendar__day--today"),
    "a day of another month": (".guide__days > :first-child", ".guide .calendar__day--outside"),
    "a field with a mistake": ("#guide-plain", "#guide-wrong"),
    "a task that is done": (".agenda input:not(:checked)", ".agenda input:checked"),
    "a link within words": (".guide .sheet__note", ".guide .sheet__note .link"),
}
_LOOK = """(selector) => {
  const element = document.querySelector(selector);
  if (!element) throw new Error(`not on the styleguide: ${selector}`);
  const names = ["content", "fontWeight", "fontSize", "fontStyle", "textDecorationLine",
    "textDecorationStyle", "outlineStyle", "borderStyle", "borderWidth", "boxShadow"];
  const looks = [null, "::before", "::after"].map((part) => getComputedStyle(element, part));
  const bare = (value) => value.replace(/(oklch|oklab|rgba?|color)\\([^)]*\\)/g, "");
  return looks.flatMap((look) => names.map((name) => bare(look[name])));
}"""


def test_every_state_can_be_told_without_its_colour(
    made: Path, data_dir: Path, context: BrowserContext
) -> None:
    shutil.copytree(made, data_dir)
    served = start_program(data_dir, "--developer")
    try:
        page = context.new_page()
        page.goto(served.entrance)
        log_in(page)
        page.goto(f"{served.origin}/styleguide")
        alike = [
            name
            for name, (plain, marked) in _STATES.items()
            if page.evaluate(_LOOK, plain) == page.evaluate(_LOOK, marked)
        ]
        assert alike == []
        # What is wrong, and how hard a password is to guess, is said in words as well.
        for words in (
            ".field--wrong .field__about",
            "meter + .strength__words:not([role])",
            ".folio__status--wrong",
        ):
            assert all(page.locator(words).all_inner_texts()), words
    finally:
        served.kill()
