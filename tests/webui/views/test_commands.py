"""The one table of commands, and what the palette remembers."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.webui.conftest import Browser
from webui.commands import COMMANDS, say_keys


def test_every_command_has_keys_and_no_two_share_them_but_the_link_and_the_palette() -> None:
    assert all(command.keys for command in COMMANDS)
    keys = Counter(each for command in COMMANDS for each in command.keys.split())
    assert [each for each, count in keys.items() if count > 1] == ["Mod+K"]


def test_every_command_has_keys_that_german_french_and_spanish_keyboards_have() -> None:
    # Behind AltGr, which is Ctrl+Alt on Windows, or only with Shift.
    hard = re.compile(r"Mod\+Alt\+[EMQ0-9]|(?:Mod\+)?(?:Shift\+)?[\\/]")
    for command in COMMANDS:
        assert not all(hard.fullmatch(keys) for keys in command.keys.split()), command.name


def test_keys_are_called_what_the_language_calls_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert say_keys("Mod+Shift+\\") == "Ctrl+Shift+\\"
    assert say_keys("Alt+ArrowUp") == "Alt+↑"
    german = {"Ctrl": "Strg", "Shift": "Umschalt", "Backspace": "Rücktaste"}
    monkeypatch.setattr("webui.commands.gettext", german.__getitem__)
    assert say_keys("Mod+Shift+Backspace") == "Strg+Umschalt+Rücktaste"
    assert say_keys("Mod++") == "Strg++"


def test_the_page_of_shortcuts_lists_every_command(signed_in: Browser) -> None:
    text = signed_in.get("/shortcuts").get_data(as_text=True)
    for command in COMMANDS:
        assert command.words in text


def test_commands_that_lead_to_a_page_lead_to_one(signed_in: Browser) -> None:
    for command in COMMANDS:
        if command.path:
            assert signed_in.get(command.path, follow=True).status_code == 200, command.path


def test_what_is_chosen_is_counted_and_what_is_no_command_or_page_is_not(
    signed_in: Browser,
) -> None:
    for name in ("trash", "trash", "/pages/ideas", "//elsewhere", "nonsense"):
        signed_in.post("/commands/used", name=name)
    assert signed_in.get("/commands/used").get_json() == {"trash": 2, "/pages/ideas": 1}
