"""Trilium's export: a zip of HTML or Markdown with a list of the notes, `!!!meta.json`."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from webui.notebook.importers.joplin import with_tags
from webui.notebook.importers.markdown import decode, file_link
from webui.notebook.importers.markup import Rules, read_html, to_markdown
from webui.notebook.importers.model import (
    Draft,
    FileDraft,
    Links,
    Outline,
    Problem,
    link_to,
    list_in,
)
from webui.notebook.importers.paths import local_path
from webui.notebook.importers.rewriting import MarkdownLink, rewrite_links
from webui.notebook.importers.sources import ArchiveRefused, Source, read_bytes

if TYPE_CHECKING:
    from bs4 import Tag

META = "!!!meta.json"
_DEEPEST = 60
_LARGEST_META = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Note:
    key: str
    title: str
    path: str
    is_markdown: bool
    is_code: bool
    tags: tuple[str, ...]


class TriliumImporter:
    """Notes in the tree that they stood in."""

    format = "Trilium"
    # Its numbers mean the same note everywhere.
    collection = ""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._notes: dict[str, _Note] = {}
        self._by_path: dict[str, str] = {}
        self._files: dict[str, tuple[str, str]] = {}
        self._problems: list[Problem] = []

    def outline(self) -> Outline:
        for meta in self._read_meta():
            self._walk(meta, "", (), 0)
        pages = []
        for note in self._notes.values():
            changed = self._source.entries[note.path].changed
            pages.append(Draft(note.key, note.title, changed, changed))
        files = [
            FileDraft(path, name, self._source.entries[path].size)
            for path, (name, _) in self._files.items()
        ]
        return Outline(pages, files, self._problems)

    def bodies(self, links: Links) -> Iterator[tuple[str, str]]:
        for note in self._notes.values():
            try:
                text = decode(read_bytes(self._source, note.path))
                yield note.key, with_tags(self._convert(note, text, links), note.tags)
            except ArchiveRefused as refused:
                self._problems.append(Problem.of(note.title, refused))

    def chunks(self, key: str) -> Iterable[bytes]:
        return self._source.chunks(key)

    def _read_meta(self) -> list[Any]:
        path = next(each for each in self._source.entries if each.endswith(META))
        try:
            meta = json.loads(decode(read_bytes(self._source, path, _LARGEST_META)))
        except (ValueError, RecursionError) as error:
            raise ArchiveRefused(
                "The list of notes, %(name)s, can't be read.", name=META
            ) from error
        return list_in(meta, "files")

    def _walk(self, meta: Any, folder: str, above: tuple[str, ...], depth: int) -> None:
        if not isinstance(meta, dict) or depth > _DEEPEST:
            return
        title = str(meta.get("title") or "Untitled").replace("/", "-")
        names = (*above, title)
        path = posixpath.join(folder, str(meta.get("dataFileName") or ""))
        if meta.get("dataFileName") and not meta.get("noImport") and path in self._source.entries:
            self._add(meta, path, names)
        inner = posixpath.join(folder, str(meta.get("dirFileName") or ""))
        for attachment in list_in(meta, "attachments"):
            self._add_file(attachment, folder)
        for child in list_in(meta, "children"):
            self._walk(child, inner, names, depth + 1)

    def _add(self, meta: dict[str, Any], path: str, names: tuple[str, ...]) -> None:
        kind = meta.get("type")
        if kind in ("text", "code", "book", "mermaid", "search", "render", "canvas"):
            key = str(meta.get("noteId") or path)
            is_markdown = meta.get("format") == "markdown" or path.endswith(".md")
            tags = tuple(
                str(each.get("name"))
                for each in list_in(meta, "attributes")
                if isinstance(each, dict) and each.get("type") == "label" and not each.get("value")
            )
            self._notes[key] = _Note(key, "/".join(names), path, is_markdown, kind != "text", tags)
            self._by_path[path] = key
        else:
            self._files[path] = (names[-1], path)

    def _add_file(self, attachment: Any, folder: str) -> None:
        if isinstance(attachment, dict) and attachment.get("dataFileName"):
            path = posixpath.join(folder, str(attachment["dataFileName"]))
            if path in self._source.entries:
                self._files[path] = (str(attachment.get("title") or "file"), path)

    def _convert(self, note: _Note, text: str, links: Links) -> str:
        folder = note.path.rpartition("/")[0]
        if note.is_markdown:
            return rewrite_links(
                text, lambda link: link.whole, lambda link: self._markdown(link, folder, links)
            )
        if note.is_code and not note.path.endswith(".html"):
            return f"```\n{text}\n```\n"

        def link(element: Tag) -> str | None:
            label = " ".join(element.get_text().split())
            return self._lead(str(element.get("href") or "#"), folder, label, links)

        def picture(element: Tag) -> str | None:
            alt = str(element.get("alt") or "")
            return self._lead(str(element.get("src") or "#"), folder, alt, links, is_shown=True)

        document = read_html(text)
        for heading in document("h1", attrs={"data-trilium-h1": True}):
            heading.decompose()  # the title, which stands above the page
        return to_markdown(document, Rules({"img": picture, "a": link, "span": _maths}))

    def _markdown(self, link: MarkdownLink, folder: str, links: Links) -> str:
        led = self._lead(link.destination, folder, link.text, links, is_shown=link.is_image)
        return link.whole if led is None else led

    def _lead(
        self, address: str, folder: str, label: str, links: Links, *, is_shown: bool = False
    ) -> str | None:
        local = local_path(address)
        if local is None:
            return None
        path = posixpath.normpath(posixpath.join(folder, local[0]))
        if path in self._by_path:
            return link_to(links, self._by_path[path], label)
        file = links.file(path)
        return file_link(label, file, is_shown=is_shown) if file else None


def _maths(element: Tag) -> str | None:
    if "math-tex" not in (element.get("class") or ()):
        return None
    formula = element.get_text().strip()
    inside = formula[2:-2].strip()
    return f"$$\n{inside}\n$$" if formula.startswith("\\[") else f"${inside}$"
