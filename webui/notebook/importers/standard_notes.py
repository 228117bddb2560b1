"""Standard Notes: a decrypted backup, one JSON with every note and tag."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from webui.notebook.importers.joplin import with_tags
from webui.notebook.importers.markdown import decode
from webui.notebook.importers.markup import Rules, read_html, to_markdown
from webui.notebook.importers.model import Draft, Links, Outline, Problem, list_in
from webui.notebook.importers.sources import ArchiveRefused, Source, read_bytes

_LARGEST = 512 * 1024 * 1024
_DEEPEST = 100
# What the editors for rich text keep; a note that only speaks of HTML begins with words.
_HTML = re.compile(
    r"\s*<(?:p|h[1-6]|div|ul|ol|table|blockquote|pre|b|i|u|strong|em|span|img|a|font)[\s>]", re.I
)
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
        self._code: set[str] = set()
        self._problems: list[Problem] = []

    def outline(self) -> Outline:
        outline = Outline(problems=self._problems)
        items = self._read_items()
        for item, content in _of_kind(items, "Note"):
            self._add(item, content, outline)
        tags = {str(item.get("uuid")): content for item, content in _of_kind(items, "Tag")}
        for content in tags.values():
            self._read_tag(content, tags)
        for _, content in _of_kind(items, "SN|Component"):
            if _is_for_code(content):
                self._code.update(map(str, list_in(content, "associatedItemIds")))
        notes = (item for item in items if item.get("content_type") == "Note")
        if encrypted := sum(isinstance(item.get("content"), str) for item in notes):
            why = (
                "Encrypted notes were left out: %(count)s."
                " Export a decrypted backup in Standard Notes."
            )
            self._problems.append(Problem(self._path, why, {"count": encrypted}))
        return outline

    def bodies(self, links: Links) -> Iterator[tuple[str, str]]:  # noqa: ARG002 - its notes link nowhere
        for key, content in self._notes.items():
            try:
                text = self._read_text(key, content)
            except ArchiveRefused as refused:
                self._problems.append(Problem.of(str(content.get("title")), refused))
                continue
            yield key, with_tags(text, self._tags.get(key, []))

    def chunks(self, key: str) -> Iterable[bytes]:
        raise ArchiveRefused("There is no file %(name)s.", name=key)

    def _read_items(self) -> list[dict[str, Any]]:
        try:
            facts = json.loads(decode(read_bytes(self._source, self._path, _LARGEST)))
        except (ValueError, RecursionError) as error:
            raise ArchiveRefused("The backup of Standard Notes can't be read.") from error
        return [item for item in list_in(facts, "items") if isinstance(item, dict)]

    def _read_text(self, key: str, content: dict[str, Any]) -> str:
        """The Markdown of a note, whatever it was written with. Raises ArchiveRefused."""
        text, kind = str(content.get("text") or ""), content.get("noteType")
        if kind == "super" or text.startswith('{"root":'):
            return self._read_super(str(content.get("title")), text)
        if _HTML.match(text) and text.rstrip().endswith(">"):
            return to_markdown(read_html(text), Rules())
        return _fenced(text) if kind == "code" or key in self._code else text

    def _read_tag(self, content: dict[str, Any], tags: dict[str, dict[str, Any]]) -> None:
        path = _path_of(content, tags)
        for reference in list_in(content, "references"):
            if isinstance(reference, dict) and reference.get("content_type") == "Note":
                notes = self._tags.setdefault(str(reference.get("uuid")), [])
                notes.append(path)

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


def _of_kind(
    items: list[dict[str, Any]], kind: str
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The items of a kind, each with what it holds; those that are encrypted hold nothing."""
    for item in items:
        content = item.get("content")
        if item.get("content_type") == kind and isinstance(content, dict):
            yield item, content


def _path_of(tag: dict[str, Any], tags: dict[str, dict[str, Any]]) -> str:
    """A tag with those above it. Older backups write "above.tag", newer ones refer to it."""
    parts: list[str] = []
    met: set[str] = set()
    above: dict[str, Any] | None = tag
    while above is not None:
        parts.insert(0, str(above.get("title") or "").replace(".", "/"))
        led = [r for r in list_in(above, "references") if isinstance(r, dict)]
        parent = next((str(r.get("uuid")) for r in led if r.get("content_type") == "Tag"), "")
        above = tags.get(parent) if parent not in met else None
        met.add(parent)
    return "/".join(part for part in parts if part)


def _is_for_code(component: dict[str, Any]) -> bool:
    facts = component.get("package_info")
    identifier = facts.get("identifier") if isinstance(facts, dict) else None
    return str(identifier or "").endswith("code-editor") or component.get("name") == "Code Editor"


def _fenced(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text.rstrip()}\n{fence}\n"


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
