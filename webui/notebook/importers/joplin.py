"""Joplin: a JEX archive or a RAW folder, a file for each note, notebook, tag and attachment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from webui.notebook.importers.markdown import decode, file_link
from webui.notebook.importers.markup import Rules, read_html, to_markdown
from webui.notebook.importers.model import Draft, FileDraft, Links, Outline, Problem, link_to
from webui.notebook.importers.sources import ArchiveRefused, Source, read_bytes

_ITEM = re.compile(r"(?:^|/)([0-9a-f]{32})\.md$")
_FACT = re.compile(r"^([a-z_]+): ?(.*)$")
_LINK = re.compile(r"(!?)\[([^\[\]\n]*)\]\(:/([0-9a-f]{32})(?:#[^)\s]*)?(?:\s+\"[^\"\n]*\")?\)")
_PICTURE = re.compile(r"<img\b[^<>]*?\bsrc=[\"']:/([0-9a-f]{32})[\"'][^<>]*>", re.IGNORECASE)
_NOTE, _FOLDER, _RESOURCE, _TAG, _NOTE_TAG = "1", "2", "4", "5", "6"
_HTML = "2"
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class _Item:
    path: str
    facts: dict[str, str]
    title: str


def is_joplin(source: Source) -> bool:
    """Whether the files have Joplin's names and the first one ends as its items do."""
    found = [path for path in source.entries if _ITEM.search(path)]
    if not found:
        return False
    return "type_" in _read_item(decode(read_bytes(source, found[0])))[1]


class JoplinImporter:
    """Notes in the folders of their notebooks, with their tags."""

    format = "Joplin"
    # Its numbers mean the same note everywhere.
    collection = ""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._items: dict[str, _Item] = {}
        self._tags: dict[str, list[str]] = {}
        self._files: dict[str, str] = {}
        self._problems: list[Problem] = []

    def outline(self) -> Outline:
        outline = Outline(problems=self._problems)
        self._read_items()
        for item_id, item in self._items.items():
            if item.facts.get("encryption_applied") == "1":
                why = "It is encrypted. Switch encryption off in Joplin and export again."
                self._problems.append(Problem(item.title or item_id, why))
            elif item.facts.get("type_") == _NOTE:
                outline.pages.append(self._draft(item_id, item))
            elif item.facts.get("type_") == _RESOURCE:
                self._add_file(item_id, item, outline)
        return outline

    def bodies(self, links: Links) -> Iterator[tuple[str, str]]:
        for item_id, item in self._items.items():
            if item.facts.get("type_") != _NOTE or item.facts.get("encryption_applied") == "1":
                continue
            try:
                text = _read_item(decode(read_bytes(self._source, item.path)))[0]
                yield (
                    item_id,
                    self._convert(item_id, item, text.partition("\n")[2].lstrip("\n"), links),
                )
            except ArchiveRefused as refused:
                self._problems.append(Problem.of(item.title, refused))

    def chunks(self, key: str) -> Iterable[bytes]:
        return self._source.chunks(self._files[key])

    def _read_items(self) -> None:
        for path in self._source.entries:
            found = _ITEM.search(path)
            if found is None:
                continue
            try:
                text, facts = _read_item(decode(read_bytes(self._source, path)))
            except ArchiveRefused as refused:
                self._problems.append(Problem.of(path, refused))
                continue
            self._items[found[1]] = _Item(path, facts, text.partition("\n")[0].strip())
        for item in self._items.values():
            tag = self._items.get(item.facts.get("tag_id", ""))
            if item.facts.get("type_") == _NOTE_TAG and tag is not None:
                self._tags.setdefault(item.facts.get("note_id", ""), []).append(tag.title)

    def _draft(self, item_id: str, item: _Item) -> Draft:
        parts = [item.title.replace("/", "-") or "Untitled"]
        parent = self._items.get(item.facts.get("parent_id", ""))
        while parent is not None and len(parts) < _DEEPEST:
            parts.append(parent.title.replace("/", "-"))
            parent = self._items.get(parent.facts.get("parent_id", ""))
        created = _moment(item.facts.get("user_created_time") or item.facts.get("created_time"))
        updated = _moment(item.facts.get("user_updated_time") or item.facts.get("updated_time"))
        return Draft(item_id, "/".join(reversed(parts)), created, updated)

    def _add_file(self, item_id: str, item: _Item, outline: Outline) -> None:
        ending = item.facts.get("file_extension", "")
        name = f"{item_id}.{ending}" if ending else item_id
        folder = item.path.rpartition("/")[0]
        path = f"{folder}/resources/{name}".lstrip("/")
        if path not in self._source.entries:
            why = "The attachment is not in the export."
            self._problems.append(Problem(item.title or item_id, why))
            return
        self._files[item_id] = path
        title = item.title or name
        if ending and not title.lower().endswith(f".{ending}"):
            title = f"{title}.{ending}"
        outline.files.append(FileDraft(item_id, title, self._source.entries[path].size))

    def _convert(self, item_id: str, item: _Item, body: str, links: Links) -> str:
        if item.facts.get("markup_language") == _HTML:
            body = to_markdown(read_html(body), Rules())

        def link(found: re.Match[str]) -> str:
            bang, label, target = found[1], found[2], found[3]
            address = links.file(target)
            if address is not None:
                return file_link(label, address, is_shown=bool(bang))
            return link_to(links, target, label)

        def picture(found: re.Match[str]) -> str:
            address = links.file(found[1])
            return file_link("", address, is_shown=True) if address else found[0]

        body = _PICTURE.sub(picture, _LINK.sub(link, body))
        if item.facts.get("is_todo") == "1":
            is_done = item.facts.get("todo_completed", "0") not in ("", "0")
            body = f"- [{'x' if is_done else ' '}] {item.title}\n\n{body}"
        return with_tags(body, self._tags.get(item_id, []))


def with_tags(body: str, tags: Iterable[str]) -> str:
    """The text with these tags in front matter."""
    clean = [tag.strip().replace('"', "") for tag in tags if tag.strip()]
    if not clean:
        return body
    return "---\ntags: [" + ", ".join(f'"{tag}"' for tag in clean) + f"]\n---\n{body}"


def _read_item(text: str) -> tuple[str, dict[str, str]]:
    """The text and the facts: Joplin writes them last, after a blank line."""
    body, _, block = text.rstrip("\n").rpartition("\n\n")
    facts = {}
    for line in (block if _ or body else text).split("\n"):
        found = _FACT.match(line)
        if found:
            facts[found[1]] = found[2]
    return body, facts


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(UTC) if text else None
    except ValueError:
        return None
