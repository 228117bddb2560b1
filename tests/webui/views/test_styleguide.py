"""The styleguide is there for developers, and for nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.webui.conftest import NAME, PASSWORD, Browser, House
from webui.app import create_app
from webui.host import Host
from webui.room import room_of

_STYLES = Path(__file__).resolve().parents[3] / "webui" / "assets" / "css"
_CLASS = re.compile(r"\.([a-z][\w-]*)(?=[^{}]*\{)")
_APART = {
    "what only the editor draws": (
        r"cm-.*|md-.*|has-mod|completion|editor|arriving|bringing|finding"
    ),
    "a page of its own": "beside|log|trash|task",
    "what belongs to one place of one page": "begin|unsaved|query|act",
}
"""Classes that the styleguide leaves out, by why it does."""


@pytest.fixture
def guide(house: House) -> Iterator[Browser]:
    """A developer's browser, signed in."""
    settings = replace(room_of(house.start()).settings, developer=True)
    app = create_app(settings, Host(house.keys, house.keyring, house.windows))
    room_of(app).notebook.create(NAME, PASSWORD)
    browser = Browser(app)
    browser.log_in()
    yield browser
    room_of(app).close()


def test_a_developer_sees_every_component_that_has_a_style(guide: Browser) -> None:
    page = guide.get("/styleguide").get_data(as_text=True)
    shown = {
        _block(name) for names in re.findall(r'class="([^"]*)"', page) for name in names.split()
    }
    styled = {_block(name) for sheet in _STYLES.glob("*.css") for name in _classes(sheet)}
    apart = re.compile("|".join(_APART.values()))
    assert {name for name in styled - shown if not apart.fullmatch(name)} == set()
    assert {name for name in shown if apart.fullmatch(name)} == set(), "shown all the same"


def test_a_state_of_the_pointer_and_the_keys_stands_still_there(guide: Browser) -> None:
    page = guide.get("/styleguide").get_data(as_text=True)
    for component in ("button", "link", "field__input", "row__link", "ways__way", "menu__item"):
        for state in ("hover", "focus focus-visible focus-within"):
            assert re.search(rf'class="{component}[^>]* data-state="{state}"', page), component


def test_a_developer_sees_how_a_failure_looks(guide: Browser) -> None:
    failed = guide.get("/styleguide/failure")
    assert failed.status_code == 500
    assert "What was saved is safe" in failed.get_data(as_text=True)


def test_nobody_else_does(signed_in: Browser) -> None:
    assert signed_in.get("/styleguide").status_code == 404


def _classes(sheet: Path) -> list[str]:
    rules = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    return _CLASS.findall(rules)


def _block(name: str) -> str:
    return re.split("__|--", name)[0]
