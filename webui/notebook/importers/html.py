"""Pages of HTML: saved from the web, or written by a program that has nothing better."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from webui.notebook.importers.markdown import decode, file_link, find_root
from webui.notebook.importers.markup import Rules, read_html, to_markdown
from webui.notebook.importers.model import Draft, FileDraft, Links, Outline, Problem, link_to
from webui.notebook.importers.paths import Index, local_path
from webui.notebook.importers.sources import ArchiveRefused, Source, read_bytes

if TYPE_CHECKING:
    from bs4 import Tag

ENDINGS = (".html", ".htm", ".xhtml")
# What a saved page has beside it for its looks alone.
_FURNITURE = frozenset({".css", ".js", ".map", ".woff", ".woff2", ".ttf", ".ico"})
_HEAD = 64 * 1024


class HtmlImporter:
    """The documents of a source as pages; what they show beside them as files."""

    format = "HTML"

    def __init__(self, source: Source) -> None:
        self._source = source
        self._root, self.collection = find_root(source)
        self._texts = [path for path, entry in source.entries.items() if entry.ending in ENDINGS]
        chosen = set(self._texts)
        self._others = [
            path
            for path, entry in source.entries.items()
            if path not in chosen and entry.ending not in _FURNITURE
        ]
        self._text_index = Index(path.removeprefix(self._root) for path in self._texts)
        self._file_index = Index(path.removeprefix(self._root) for path in self._others)
        self._problems: list[Problem] = []

    def outline(self) -> Outline:
        outline = Outline(problems=self._problems)
        for path in self._texts:
            entry = self._source.entries[path]
            try:
                title = self._title(path)
            except ArchiveRefused as refused:
                self._problems.append(Problem.of(path, refused))
                continue
            outline.pages.append(Draft(path, title, entry.changed, entry.changed))
        for path in self._others:
            entry = self._source.entries[path]
            outline.files.append(FileDraft(path, entry.name, entry.size))
        return outline

    def bodies(self, links: Links) -> Iterator[tuple[str, str]]:
        for path in self._texts:
            try:
                document = read_html(decode(read_bytes(self._source, path)))
                body = to_markdown(document, self._rules(path, links))
            except ArchiveRefused as refused:
                self._problems.append(Problem.of(path, refused))
                continue
            yield path, body

    def chunks(self, key: str) -> Iterable[bytes]:
        return self._source.chunks(key)

    def _title(self, path: str) -> str:
        inside = path.removeprefix(self._root)
        folder, _, name = inside.rpartition("/")
        found = read_html(decode(read_bytes(self._source, path))[:_HEAD]).title
        title = " ".join(found.get_text().split())[:200].replace("/", "-") if found else ""
        title = title or name.rpartition(".")[0]
        return f"{folder}/{title}" if folder else title

    def _rules(self, path: str, links: Links) -> Rules:
        folder = path.removeprefix(self._root).rpartition("/")[0]

        def link(element: Tag) -> str | None:
            local = local_path(str(element.get("href") or "#"))
            label = " ".join(element.get_text().split())
            if local is None:
                return None
            page = self._text_index.find(local[0], folder)
            if page is not None:
                return link_to(links, self._root + page, label, local[1])
            return self._file(local[0], folder, label, links, is_shown=False)

        def picture(element: Tag) -> str | None:
            local = local_path(str(element.get("src") or "#"))
            alt = " ".join(str(element.get("alt") or "").split())
            return self._file(local[0], folder, alt, links, is_shown=True) if local else None

        return Rules({"img": picture, "a": link})

    def _file(
        self, path: str, folder: str, label: str, links: Links, *, is_shown: bool
    ) -> str | None:
        found = self._file_index.find(path, folder)
        address = links.file(self._root + found) if found else None
        return file_link(label, address, is_shown=is_shown) if address else None
