"""The menu bar of macOS: what belongs there beside pywebview's own Edit and View menus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.asked import NEW_PAGE, NEW_WINDOW, TODAY
from desktop.backends.contract import Setting
from desktop.outside import open_folder

# pywebview's name for the menu that is called as the application.
_APPLICATION = "__app__"


def build_menus(setting: Setting) -> list[Any]:
    """Answer the menus. They are made once, before any page told of another language."""
    from webview.menu import Menu, MenuAction, MenuSeparator  # noqa: PLC0415 - the start loads it

    say = setting.say

    def ask(name: str) -> Callable[[], None]:
        return lambda: setting.asked([name])

    def show(path: str) -> Callable[[], None]:
        return lambda: setting.wanted(path)

    return [
        Menu(
            _APPLICATION,
            [
                MenuAction(say("Check the log"), show("/log")),
                MenuAction(say("Open the data folder"), lambda: open_folder(setting.folder.parent)),
            ],
        ),
        Menu(
            say("Notebook"),
            [
                MenuAction(say("New page"), ask(NEW_PAGE)),
                MenuAction(say("Today’s page"), ask(TODAY)),
                MenuSeparator(),
                MenuAction(say("New window"), ask(NEW_WINDOW)),
            ],
        ),
        Menu(say("Help"), [MenuAction(say("About Inglenook"), show("/about"))]),
    ]
