"""The menu bar of macOS, as far as it can be seen from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from webview.menu import Menu, MenuAction

from desktop.backends.cocoa_menu import build_menus
from desktop.backends.contract import Appearance, Setting
from desktop.words import WORDS


def list_actions(menus: Sequence[Any]) -> dict[str, MenuAction]:
    found: dict[str, MenuAction] = {}
    for each in menus:
        if isinstance(each, Menu):
            found |= list_actions(each.items)
        elif isinstance(each, MenuAction):
            found[each.title] = each
    return found


def test_every_item_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[object] = []
    monkeypatch.setattr("desktop.backends.cocoa_menu.open_folder", heard.append)
    setting = Setting(
        Appearance("Inglenook", None, "#fff", "#000"),
        "http://127.0.0.1:1",
        tmp_path / "webview",
        noticed=lambda *_: None,
        wanted=heard.append,
        settle=lambda: "saved",
        asked=heard.append,
    )
    actions = list_actions(build_menus(setting))
    assert set(actions) <= set(WORDS)
    for title, what in (
        ("New page", ["new-page"]),
        ("Today’s page", ["today"]),
        ("New window", ["window"]),
        ("Check the log", "/log"),
        ("About Inglenook", "/about"),
        ("Open the data folder", tmp_path),
    ):
        actions.pop(title).function()
        assert heard.pop() == what
    assert not actions
