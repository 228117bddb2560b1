"""After a restart the login page looks and speaks as was chosen, before the notebook opens."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.webui.conftest import Browser, House
from webui.greeting import Greeting, keep_greeting, read_greeting


def test_the_login_page_of_the_next_start_has_the_chosen_theme_and_language(
    signed_in: Browser, house: House
) -> None:
    signed_in.post("/settings", part="look", theme="dark")
    signed_in.post("/settings", part="language", language="de")
    signed_in.get("/settings")
    page = house.start().test_client().get("/login").get_data(as_text=True)
    assert 'data-theme="dark"' in page
    assert '<html lang="de"' in page


def test_a_reset_takes_the_login_page_back_as_well(signed_in: Browser, house: House) -> None:
    signed_in.post("/settings", part="look", theme="contrast")
    signed_in.get("/settings")
    signed_in.post("/settings", part="reset")
    signed_in.get("/settings")
    assert read_greeting(house.folder) == Greeting()


def test_what_lies_open_is_two_choices_and_no_word_of_the_notebook(
    signed_in: Browser, house: House
) -> None:
    signed_in.post("/settings", part="look", theme="dark")
    signed_in.get("/settings")
    path = house.folder / "greeting.json"
    assert json.loads(path.read_bytes()) == {"theme": "dark", "language": None}
    assert os.name == "nt" or path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "kept",
    [b"", b"{", b"\xff", b"[]", b"7", b"[" * 90_000, b'{"theme": "<b>", "language": ["de"]}'],
)
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, kept: bytes) -> None:
    (tmp_path / "greeting.json").write_bytes(kept)
    assert read_greeting(tmp_path) == Greeting()


def test_a_disk_that_takes_nothing_costs_the_look_alone(tmp_path: Path) -> None:
    keep_greeting(tmp_path / "gone", Greeting("dark"))
    assert read_greeting(tmp_path / "gone") == Greeting()
