"""Evernote's markup: what is not HTML in it, and what stands in its styles."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webui.notebook.importers.markdown import file_link
from webui.notebook.importers.markup import Rules, raw
from webui.notebook.importers.model import Links, link_to

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

# Version 10 writes checklists and blocks of code as styles of its own, older ones as elements.
_CHECKED = re.compile(r"--en-checked:\s*(true|false)")
_CODE = re.compile(r"--en-codeblock:\s*true")
_TASKS = re.compile(r"--en-task-group:\s*true")
_ID = re.compile(r"--en-id:\s*([\w-]+)")
_BLOCKS = ("div", "p", "br")


@dataclass(frozen=True, slots=True)
class Task:
    """A task, which lies beside the text in an export."""

    title: str
    is_done: bool


def prepare(document: BeautifulSoup, tasks: Mapping[str, Sequence[Task]]) -> None:
    """Put elements in the place of what stands in styles. `tasks` are by the number of a block."""
    for group in document("div", style=_TASKS):
        found = _ID.search(str(group.get("style")))
        lines = [
            f"- [{'x' if task.is_done else ' '}] {task.title}\n"
            for task in tasks.get(found[1] if found else "", ())
        ]
        # What stands in it says that the program is too old for tasks.
        group.replace_with(raw(document, "".join(["\n\n", *lines, "\n"])))
    for item in document("li"):
        line = item.find("div", recursive=False)
        if line is not None:
            line.unwrap()  # a paragraph of its own would part each item from the next
        checked = _CHECKED.search(str(item.get("style") or ""))
        if checked is not None:
            mark = "[x] " if checked[1] == "true" else "[ ] "
            item.insert(0, raw(document, mark))
    for block in document("div", style=_CODE):
        code = document.new_tag("pre")
        code.string = _lines(block)
        block.replace_with(code)


def rules(key: str, links: Links, find: Callable[[str], str | None]) -> Rules:
    """What the elements of the note of this key become. `find` answers the key of a title.

    Notes link to each other by numbers that an export does not hold; the words of such a link are
    the title of its note.
    """

    def media(element: Tag) -> str:
        address = links.file(f"{key} {str(element.get('hash') or '').lower()}")
        name = address.rpartition("/")[2] if address else ""
        return file_link(name, address, is_shown=True) if address else ""

    def todo(element: Tag) -> str:
        # A mark at the head of a line is a task there, within a list or not.
        is_done = str(element.get("checked")) == "true"
        mark = f"[{'x' if is_done else ' '}] "
        return mark if element.find_parent("li") else f"- {mark}"

    def encrypted(_element: Tag) -> str:
        return "*(encrypted in Evernote)*"

    def anchor(element: Tag) -> str | None:
        if not str(element.get("href") or "").startswith("evernote:"):
            return None
        words = " ".join(element.get_text().split())
        target = find(words)
        return None if target is None else link_to(links, target, words)

    changes: dict[str, Callable[[Tag], str | None]] = {
        "en-media": media,
        "en-todo": todo,
        "en-crypt": encrypted,
        "a": anchor,
    }
    return Rules(changes)


def _lines(block: Tag) -> str:
    """The text of a block of code: each block within it is a line."""
    for within in block(_BLOCKS):
        within.append("\n")
    return block.get_text().rstrip("\n")
