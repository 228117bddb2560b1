"""Every command of the notebook: its name, its words, its keys.

The one table that the menus' hints, the command palette, the page of shortcuts and the keys
themselves come from. What a command does stands in webui/assets/commands/acts.js, or for those of
the editor in webui/assets/writing/acts.js; a command with a `path` leads to a page.

Ctrl+K is two things: with a selection in the editor it makes a link, and otherwise it opens the
palette, as Ctrl+P always does.

What a keyboard writes on its third level is no key of a command, since Windows takes Ctrl+Alt for
it: neither Ctrl+Alt with E, M, Q or a digit alone, nor \\ and / alone, which German, French and
Spanish keyboards have behind AltGr or Shift.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

from webui.language import gettext, mark
from webui.notebook import Notebook

# "Mod" is Ctrl, on a Mac Command. Keys as webui/assets/commands/keys.js names them.
Where = Literal["anywhere", "page", "writing"]

_KEYS = {
    "Mod": mark("Ctrl"),
    "Shift": mark("Shift"),
    "Alt": mark("Alt"),
    "Escape": mark("Esc"),
    "Enter": mark("Enter"),
    "Backspace": mark("Backspace"),
    "ArrowUp": "↑",
    "ArrowDown": "↓",
}
_USED = "commands_used"
_REMEMBERED_USES = 300


@dataclass(frozen=True, slots=True)
class Command:
    """`keys`: several ways are parted by a space. `where`: what must be open for it."""

    name: str
    words: str
    keys: str
    group: str
    where: Where = "anywhere"
    path: str = ""


_NOTEBOOK, _PAGE = mark("Notebook"), mark("Page")
_WINDOW, _TEXT, _LINES, _INSERT = mark("Window"), mark("Text"), mark("Lines"), mark("Insert")

COMMANDS = (
    Command("palette", mark("Find a command or page"), "Mod+K Mod+P", _NOTEBOOK),
    Command("search", mark("Search all pages"), "Mod+F", _NOTEBOOK),
    Command("new-page", mark("New page"), "Mod+N", _NOTEBOOK),
    Command("pages", mark("All pages"), "Mod+Alt+A", _NOTEBOOK, path="/pages/"),
    Command("today", mark("Journal of today"), "Mod+J", _NOTEBOOK, path="/journal/today"),
    Command("all-tasks", mark("Open tasks"), "Mod+Alt+J", _NOTEBOOK, path="/tasks"),
    Command("links", mark("Broken links and lone pages"), "Mod+Alt+L", _NOTEBOOK, path="/links"),
    Command("files", mark("All files"), "Mod+Alt+F", _NOTEBOOK, path="/files/"),
    Command("backups", mark("Backups"), "Mod+Alt+K", _NOTEBOOK, path="/backups"),
    Command("import", mark("Import"), "Mod+Alt+N", _NOTEBOOK, path="/import"),
    Command("export", mark("Export"), "Mod+Alt+X", _NOTEBOOK, path="/export"),
    Command("trash", mark("Trash"), "Mod+Alt+T", _NOTEBOOK, path="/trash"),
    Command("settings", mark("Settings"), "Mod+,", _NOTEBOOK, path="/settings"),
    Command("session", mark("Session"), "Mod+Alt+S", _NOTEBOOK, path="/session"),
    Command("help", mark("Help"), "F1", _NOTEBOOK, path="/help"),
    Command("shortcuts", mark("Shortcuts"), "Shift+F1 Mod+/ ?", _NOTEBOOK, path="/shortcuts"),
    Command("log-out", mark("Log out"), "Mod+L", _NOTEBOOK),
    Command("window", mark("Open in new window"), "Mod+Shift+N", _WINDOW),
    Command("sidebar", mark("Show or hide the sidebar"), "F8 Mod+\\", _WINDOW),
    Command("side", mark("Show or hide the right side"), "Shift+F8 Mod+Shift+\\", _WINDOW),
    Command("alone", mark("Nothing but the page"), "F9", _WINDOW),
    Command("edit", mark("Edit page"), "E", _PAGE, "page"),
    Command("read", mark("Read page"), "Escape", _PAGE, "page"),
    Command("rename", mark("Rename page"), "F2", _PAGE, "page"),
    Command("star", mark("Add to favourites, or remove"), "Mod+Shift+S", _PAGE, "page"),
    Command("pin", mark("Pin above all pages, or unpin"), "Mod+Shift+P", _PAGE, "page"),
    Command("property", mark("Add property"), "Mod+Alt+O", _PAGE, "page"),
    Command("move", mark("Move page"), "Mod+Shift+M", _PAGE, "page"),
    Command("duplicate", mark("Duplicate page"), "Mod+Shift+D", _PAGE, "page"),
    Command("history", mark("Earlier versions"), "Mod+Alt+H", _PAGE, "page"),
    Command("print", mark("Print page"), "Mod+Alt+P", _PAGE, "page"),
    Command("delete", mark("Move page to trash"), "Mod+Shift+Backspace", _PAGE, "page"),
    Command("find", mark("Find and replace in the page"), "Mod+H Mod+Shift+F", _TEXT, "writing"),
    Command("undo", mark("Undo"), "Mod+Z", _TEXT, "writing"),
    Command("redo", mark("Redo"), "Mod+Shift+Z Mod+Y", _TEXT, "writing"),
    Command("source", mark("Show all Markdown marks"), "Mod+Shift+E", _TEXT, "writing"),
    Command("bold", mark("Bold"), "Mod+B", _TEXT, "writing"),
    Command("italic", mark("Italic"), "Mod+I", _TEXT, "writing"),
    Command("strike", mark("Struck through"), "Mod+Shift+X", _TEXT, "writing"),
    Command("code", mark("Code"), "Mod+Shift+C", _TEXT, "writing"),
    Command("link", mark("Link"), "Mod+K", _TEXT, "writing"),
    Command("heading-1", mark("Large heading"), "Mod+Alt+1 Mod+Shift+1", _LINES, "writing"),
    Command("heading-2", mark("Heading"), "Mod+Alt+2 Mod+Shift+2", _LINES, "writing"),
    Command("heading-3", mark("Small heading"), "Mod+Alt+3 Mod+Shift+3", _LINES, "writing"),
    Command("plain", mark("Plain text"), "Mod+Alt+0 Mod+Shift+0", _LINES, "writing"),
    Command("numbers", mark("Numbered list"), "Mod+Shift+7", _LINES, "writing"),
    Command("bullets", mark("List"), "Mod+Shift+8", _LINES, "writing"),
    Command("tasks", mark("Tasks"), "Mod+Shift+9", _LINES, "writing"),
    Command("tick", mark("Tick a task"), "Mod+Enter", _LINES, "writing"),
    Command("quote", mark("Quote"), "Mod+Shift+.", _LINES, "writing"),
    Command("line-up", mark("Move line up"), "Alt+ArrowUp", _LINES, "writing"),
    Command("line-down", mark("Move line down"), "Alt+ArrowDown", _LINES, "writing"),
    Command("code-block", mark("Block of code"), "Mod+Alt+C", _INSERT, "writing"),
    Command("table", mark("Table"), "Mod+Alt+B", _INSERT, "writing"),
    Command("date", mark("Date of today"), "Mod+;", _INSERT, "writing"),
    Command("file", mark("Picture or file"), "Mod+Alt+I", _INSERT, "writing"),
    Command("query", mark("List of pages that stays up to date"), "Mod+Alt+U", _INSERT, "writing"),
    Command("rule", mark("Line across the page"), "Mod+Alt+R", _INSERT, "writing"),
)


def keys_of(name: str) -> str:
    """Answer the first keys of a command, for a hint."""
    return next(each.keys.split()[0] for each in COMMANDS if each.name == name)


def say_keys(keys: str) -> str:
    """Answer keys as most keyboards of the person's language name them; scripts put right what a
    Mac names otherwise."""
    parts = re.split(r"\+(?=.)", keys)
    return "+".join(gettext(_KEYS[part]) if part in _KEYS else part for part in parts)


def describe_commands() -> list[dict[str, Any]]:
    """Answer the table for the scripts, in the person's language."""
    return [
        {
            "name": each.name,
            "words": gettext(each.words),
            "keys": each.keys.split(),
            "where": each.where,
            "path": each.path,
        }
        for each in COMMANDS
    ]


def group_commands() -> list[tuple[str, list[Command]]]:
    """Answer the commands by their groups, in order."""
    groups = dict.fromkeys(each.group for each in COMMANDS)
    return [(group, [each for each in COMMANDS if each.group == group]) for group in groups]


def note_use(notebook: Notebook, name: str) -> None:
    """Remember that a command was chosen, or a page (as its address): the last 300 times."""
    uses = [*notebook.settings.get(_USED, []), name]
    notebook.settings.set(_USED, uses[-_REMEMBERED_USES:])


def count_uses(notebook: Notebook) -> dict[str, int]:
    """Answer how often each command or page was chosen of late."""
    return dict(Counter(notebook.settings.get(_USED, [])))
