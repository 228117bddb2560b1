"""Standard Notes: a decrypted backup, one JSON with every note and tag."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from webui.notebook.importers.joplin import with_tags
from webui.notebook.importers.markdown import decode
from webui.notebook.importers.model import Draft, Links, Outline, Problem, list_in
from webui.notebook.importers.sources import ArchiveRefused, Source, read_bytes

_LARGEST = 512 * 1024 * 1024
_DEEPEST = 100
_HEADINGS = {f"h{depth}": "#" * depth + " " for depth in range(1, 7)}


def find_backup(source: Source) -> str | None:
    """The path of the backup's JSON, if this is one."""
    for path, entry in source.entries.items():
        if "Standard Notes" in entry.name and entry.ending in (".txt", ".json"):
            return path
    return None


class StandardNotesImporter:
    """Notes with their tags. What is encrypted is reported, and never shown as gibberish."""

    format = "Standard Notes"
    # Its numbers mean the same note everywhere.
    collection = ""

    def __init__(self, source: Source, path: str) -> None:
        self._source = source
        self._path = path
        self._notes: dict[str, Any] = {}
        self._tags: dict[str, list[str]] = {}
        self._problems: list[Problem] = []

    def outline(self) -> Outline:
        outline = Outline(problems=self._problems)
        encrypted = 0
        for item in self._read_items():
            content = item.get("content")
            if isinstance(content, str):
                encrypted += item.get("content_type") == "Note"
            elif item.get("content_type") == "Tag" and isinstance(content, dict):
                self._read_tag(content)
            elif item.get("content_type") == "Note" and isinstance(content, dict):
                self._add(item, content, outline)
        if encrypted:
            why = (
                "Encrypted notes were left out: %(count)s."
                " Export a decrypted backup in Standard Notes."
            )
            self._problems.append(Problem(self._path, why, {"count": encrypted}))
        return outline

    def bodies(self, links: Links) -> Iterator[tuple[str, str]]:  # noqa: ARG002 - its notes link nowhere
        for key, content in self._notes.items():
            text = str(content.get("text") or "")
            if content.get("noteType") == "super" or text.startswith('{"root":'):
                text = self._read_super(str(content.get("title")), text)
            yield key, with_tags(text, self._tags.get(key, []))

    def chunks(self, key: str) -> Iterable[bytes]:
        raise ArchiveRefused("There is no file %(name)s.", name=key)

    def _read_items(self) -> list[dict[str, Any]]:
        try:
            facts = json.loads(decode(read_bytes(self._source, self._path, _LARGEST)))
        except (ValueError, RecursionError) as error:
            raise ArchiveRefused("The backup of Standard Notes can't be read.") from error
        return [item for item in list_in(facts, "items") if isinstance(item, dict)]

    def _read_tag(self, content: dict[str, Any]) -> None:
        for reference in list_in(content, "references"):
            if isinstance(reference, dict) and reference.get("content_type") == "Note":
                notes = self._tags.setdefault(str(reference.get("uuid")), [])
                notes.append(str(content.get("title") or ""))

    def _add(self, item: dict[str, Any], content: dict[str, Any], outline: Outline) -> None:
        if content.get("trashed"):
            return
        key = str(item.get("uuid") or len(self._notes))
        self._notes[key] = content
        title = str(content.get("title") or "Untitled").replace("/", "-")
        created, updated = (_moment(item.get(name)) for name in ("created_at", "updated_at"))
        outline.pages.append(Draft(key, title, created, updated))

    def _read_super(self, title: str, text: str) -> str:
        try:
            blocks = list_in(json.loads(text)["root"], "children")
        except (ValueError, KeyError, TypeError, RecursionError):
            self._problems.append(Problem(title, "Its text is in a form that can't be read."))
            return text
        why = "It is a Super note: its words came, and of its form what Markdown has."
        self._problems.append(Problem(title, why))
        return "\n\n".join(_block(block) for block in blocks) + "\n"


def _block(block: Any) -> str:
    kind = block.get("type") if isinstance(block, dict) else None
    words = _words(block, 0)
    if kind == "heading":
        return _HEADINGS.get(str(block.get("tag")), "# ") + words
    if kind == "quote":
        return f"> {words}"
    if kind == "code":
        return f"```\n{words}\n```"
    if kind == "list":
        marks = {"number": "1. ", "check": "- [ ] "}
        items = list_in(block, "children")
        return "\n".join(
            f"{_mark(each, marks.get(str(block.get('listType')), '- '))}{_words(each, 0)}"
            for each in items
        )
    return words


def _mark(item: Any, mark: str) -> str:
    is_done = isinstance(item, dict) and item.get("checked") is True
    return mark.replace("[ ]", "[x]") if is_done else mark


def _words(block: Any, depth: int) -> str:
    if not isinstance(block, dict) or depth > _DEEPEST:
        return ""
    if block.get("type") == "linebreak":
        return "\n"
    inner = "".join(_words(child, depth + 1) for child in list_in(block, "children"))
    if block.get("type") in ("link", "autolink") and block.get("url"):
        return f"[{inner}]({block['url']})"
    return str(block.get("text") or "") + inner


def _moment(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(UTC) if isinstance(text, str) else None
    except ValueError:
        return None
