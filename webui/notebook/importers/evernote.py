"""Evernote's ENEX: notes in one XML file, with what is attached to them inside."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import md5
from typing import Any

from webui.notebook.importers.enml import Task, prepare, rules
from webui.notebook.importers.joplin import with_tags
from webui.notebook.importers.markup import read_html, to_markdown
from webui.notebook.importers.model import Draft, FileDraft, Links, Outline, Problem
from webui.notebook.importers.sources import ArchiveRefused, Source

_ENDINGS = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "audio/mpeg": ".mp3",
}
_SPACES = re.compile(r"\s+")


@dataclass(slots=True)
class _Note:
    title: str = ""
    content: str = ""
    created: datetime | None = None
    updated: datetime | None = None
    tags: list[str] = field(default_factory=list)
    # By the number of the block that they stand in.
    tasks: dict[str, list[Task]] = field(default_factory=dict)
    # By the MD5 that the text names it with: name and bytes.
    resources: dict[str, tuple[str, bytes]] = field(default_factory=dict)


class EvernoteImporter:
    """The notes of one or several ENEX files, each a notebook."""

    format = "Evernote"

    def __init__(self, source: Source) -> None:
        self._source = source
        self._paths = [path for path, each in source.entries.items() if each.ending == ".enex"]
        # A note is known by its title and the second that it was made in; the file is a notebook.
        self.collection = ""
        self._problems: list[Problem] = []
        self._keys: dict[str, str | None] = {}

    def outline(self) -> Outline:
        outline = Outline(problems=self._problems)
        for path, key, note in self._notes():
            notebook = path.rpartition("/")[2].removesuffix(".enex")
            title = f"{notebook}/{note.title.replace('/', '-') or 'Untitled'}"
            outline.pages.append(Draft(key, title, note.created, note.updated))
            # Two of one name: a link to them can't be followed.
            self._keys[note.title] = None if note.title in self._keys else key
            for digest, (name, data) in note.resources.items():
                outline.files.append(FileDraft(f"{key} {digest}", name, len(data)))
            if "<en-crypt" in note.content:
                why = "A part of it is encrypted in Evernote, and only Evernote opens that."
                self._problems.append(Problem(note.title, why))
        return outline

    def bodies(self, links: Links) -> Iterator[tuple[str, str]]:
        for _, key, note in self._notes():
            try:
                document = read_html(note.content)
                prepare(document, note.tasks)
                body = to_markdown(document, rules(key, links, self._keys.get))
            except ArchiveRefused as refused:
                self._problems.append(Problem.of(note.title, refused))
                continue
            yield key, with_tags(body, note.tags)

    def chunks(self, key: str) -> Iterable[bytes]:
        note_key, _, digest = key.rpartition(" ")
        # Files are asked for in the order of the outline, so one note is at hand.
        if self._at_hand is None or self._at_hand[0] != note_key:
            self._at_hand = self._find(note_key)
        return [self._at_hand[1].resources[digest][1]]

    _at_hand: tuple[str, _Note] | None = None
    _going: Iterator[tuple[str, str, _Note]] | None = None

    def _find(self, wanted: str) -> tuple[str, _Note]:
        for _ in range(2):
            if self._going is None:
                self._going = self._notes()
            for _, key, note in self._going:
                if key == wanted:
                    return key, note
            self._going = None
        raise ArchiveRefused("The file changed while it was read.")

    def _notes(self) -> Iterator[tuple[str, str, _Note]]:
        seen: dict[str, int] = {}
        for path in self._paths:
            for note in _read_notes(_Stream(self._source.chunks(path)), path):
                key = f"{note.created and note.created.isoformat()} {note.title}"
                seen[key] = seen.get(key, 0) + 1
                yield path, f"{key} {seen[key]}", note


class _Stream:
    """A file to be read by a parser."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks

    def read(self, _size: int = -1) -> bytes:
        return next(self._chunks, b"")


def _read_notes(stream: _Stream, path: str) -> Iterator[_Note]:
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - only an import needs it
    from defusedxml.ElementTree import ParseError, iterparse  # noqa: PLC0415

    try:
        for _, element in iterparse(stream, events=("end",)):
            if element.tag == "note":
                yield _to_note(element)
                element.clear()
    except DefusedXmlException as error:
        raise ArchiveRefused(
            "“%(name)s” declares entities of XML, so nothing was read.", name=path
        ) from error
    except ParseError as error:
        raise ArchiveRefused(
            "“%(name)s” is damaged or cut off: it is no whole XML.", name=path
        ) from error


def _to_note(element: Any) -> _Note:
    note = _Note(
        title=_SPACES.sub(" ", element.findtext("title") or "").strip(),
        content=element.findtext("content") or "",
        created=_moment(element.findtext("created")),
        updated=_moment(element.findtext("updated") or element.findtext("created")),
        tags=[tag.text or "" for tag in element.findall("tag")],
    )
    for task in sorted(element.findall("task"), key=lambda task: task.findtext("sortWeight") or ""):
        block = note.tasks.setdefault(task.findtext("taskGroupNoteLevelID") or "", [])
        is_done = task.findtext("taskStatus") == "completed"
        block.append(Task(_SPACES.sub(" ", task.findtext("title") or "").strip(), is_done))
    for resource in element.findall("resource"):
        data = _decode(resource.findtext("data") or "")
        # Evernote names attachments so; nothing is protected by it.
        digest = md5(data, usedforsecurity=False).hexdigest()
        name = resource.findtext("resource-attributes/file-name") or ""
        mime = resource.findtext("mime") or ""
        note.resources[digest] = (name or f"attachment{_ENDINGS.get(mime, '')}", data)
    return note


def _decode(text: str) -> bytes:
    try:
        return b64decode(text)
    except binascii.Error:
        return b""


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) if text else None
    except ValueError:
        return None
