"""A folder of Markdown or plain text: any, an Obsidian vault, or an export of our own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from webui.notebook.importers.model import Draft, FileDraft, Links, Outline, Problem, link_to
from webui.notebook.importers.paths import Index, local_path
from webui.notebook.importers.rewriting import MarkdownLink, WikiLink, rewrite_links
from webui.notebook.importers.sources import ArchiveRefused, Entry, Source, read_bytes, read_head
from webui.notebook.slugs import slug_of
from webui.notebook.stamps import unstamped

TEXTS = (".md", ".markdown", ".txt", ".text")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp")

_HEAD = 64 * 1024
_SETTINGS = re.compile(r"(?:^|/)(?:\.obsidian|\.trash|\.logseq|logseq|\.stfolder)/|(?:^|/)\.[^/]*$")
_OWN_ADDRESS = re.compile(
    r"(?<![\w/.])((?:\.\./)*)files/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/"
)
_CREATED = re.compile(
    r"^(?:created|date created|date):[ \t]*[\"']?(\d{4}-\d\d-\d\d\S*)", re.MULTILINE
)
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class MarkdownImporter:
    """The texts of a source as pages, everything else as files."""

    format = "Markdown"

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root, self.collection = find_root(source)
        self.problems: list[Problem] = []
        self.texts = self.choose_texts()
        chosen = set(self.texts)
        self.others = [path for path in self.paths() if path not in chosen]
        self._by_address: dict[str, str] = {}
        self._paths_by_id = {
            found: path for path in self.others if (found := _own_id(path)) is not None
        }
        self._text_index = Index(self._inside(path) for path in self.texts)
        self._file_index = Index(self._inside(path) for path in self.others)

    def paths(self) -> list[str]:
        """The files of the source that are no program's own settings."""
        return [path for path in self.source.entries if not _SETTINGS.search(path)]

    def choose_texts(self) -> list[str]:
        """The files that become pages."""
        return [path for path in self.paths() if self.source.entries[path].ending in TEXTS]

    def outline(self) -> Outline:
        outline = Outline(problems=self.problems)
        for path in self.texts:
            try:
                outline.pages.append(self.draft(self.source.entries[path]))
            except ArchiveRefused as refused:
                self.problems.append(Problem.of(path, refused))
        self._by_address = {
            draft.address or slug_of(draft.title): draft.key for draft in outline.pages
        }
        for path in self.others:
            entry = self.source.entries[path]
            outline.files.append(FileDraft(path, entry.name, entry.size, _own_id(path)))
        return outline

    def draft(self, entry: Entry) -> Draft:
        """What one text will be."""
        head = decode(read_head(self.source, entry.path, _HEAD))
        stamp, _ = unstamped(head)
        if stamp is not None:
            return Draft(
                entry.path,
                stamp.title,
                stamp.created,
                stamp.updated,
                address=stamp.address,
                former=stamp.former,
                is_own=True,
                marks=stamp.marks,
            )
        created = _created(head) or entry.changed
        return Draft(entry.path, self.title_of(entry), created, entry.changed)

    def title_of(self, entry: Entry) -> str:
        """The title of a text that does not tell it: its path, folders and all."""
        inside = self._inside(entry.path)
        return inside.removesuffix(inside[inside.rindex(".") :]) if "." in entry.name else inside

    def bodies(self, links: Links) -> Iterator[tuple[str, str]]:
        for path in self.texts:
            try:
                text = decode(read_bytes(self.source, path))
            except ArchiveRefused as refused:
                if all(each.what != path for each in self.problems):
                    self.problems.append(Problem.of(path, refused))
                continue
            stamp, body = unstamped(text)
            convert = self.convert_own if stamp else self.convert
            yield path, convert(path, body, links)

    def chunks(self, key: str) -> Iterable[bytes]:
        return self.source.chunks(key)

    def convert(self, path: str, body: str, links: Links) -> str:
        """The text as it will be in the notebook."""
        folder = self._inside(path).rpartition("/")[0]
        return rewrite_links(
            body,
            lambda link: self._wiki(link, folder, links),
            lambda link: self._markdown(link, folder, links),
        )

    def convert_own(self, path: str, body: str, links: Links) -> str:
        """A text that we exported: letter for letter, unless something has another place now."""
        up = "../" * self._inside(path).count("/")

        def own_file(found: re.Match[str]) -> str:
            path = self._paths_by_id.get(found[2])
            address = links.file(path) if path and found[1] == up else None
            return f"{address.rpartition('/')[0]}/" if address else found[0]

        def wiki(link: WikiLink) -> str:
            key = self._by_address.get(slug_of(link.target)) if link.target else None
            words = links.page(key) if key else None
            if key is None or words is None or slug_of(words) == slug_of(link.target):
                return link.whole
            mark = "!" if link.is_embed else ""
            return mark + link_to(links, key, link.label or link.target, link.heading)

        changed = _OWN_ADDRESS.sub(own_file, body) if "files/" in body else body
        return rewrite_links(changed, wiki, lambda link: link.whole)

    def _wiki(self, link: WikiLink, folder: str, links: Links) -> str:
        if not link.target:
            return link.whole
        page = self._text_index.find(link.target, folder, ".md")
        page = page or self._text_index.find_name(link.target, ".md")
        if page is not None:
            mark = "!" if link.is_embed else ""
            label = "" if link.is_embed else link.label or link.target
            words = links.page(self._outside(page))
            if words is not None and slug_of(words) == slug_of(link.target):
                return link.whole
            return mark + link_to(links, self._outside(page), label, link.heading)
        file = self._file_index.find(link.target, folder) or self._file_index.find_name(link.target)
        address = links.file(self._outside(file)) if file else None
        if file is None or address is None:
            return link.whole
        label = (
            link.label if link.label and not link.label[0].isdigit() else file.rpartition("/")[2]
        )
        return file_link(label, address, is_shown=link.is_embed)

    def _markdown(self, link: MarkdownLink, folder: str, links: Links) -> str:
        local = local_path(link.destination)
        if local is None or not local[0]:
            return link.whole
        path, heading = local
        page = None
        if not link.is_image:
            page = self._text_index.find(path, folder, ".md")
            page = page or self._text_index.find_name(path, ".md")
        if page is not None:
            return link_to(links, self._outside(page), link.text, heading)
        file = self._file_index.find(path, folder) or self._file_index.find_name(path)
        address = links.file(self._outside(file)) if file else None
        if address is None:
            return link.whole
        mark = "!" if link.is_image else ""
        return f"{mark}[{link.text}]({address}{link.title})"

    def _inside(self, path: str) -> str:
        return path.removeprefix(self.root)

    def _outside(self, inside: str) -> str:
        return self.root + inside


def find_root(source: Source) -> tuple[str, str]:
    """The folder that everything lies in, "" or with its slash, and the name of the collection.

    An archive that is made anew tomorrow may have the day in its name; its folder has not.
    """
    paths = list(source.entries)
    first = paths[0].partition("/")[0] + "/" if paths else ""
    if first not in ("", "files/") and all(path.startswith(first) for path in paths):
        return first, first.rstrip("/")
    return "", re.sub(r"[\W\d_]+$", "", source.name.rpartition(".")[0] or source.name)


def decode(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, or what Windows wrote before."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _decode_damaged(data)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_damaged(data: bytes) -> str:
    """UTF-8 in which some bytes went bad, or what Windows wrote before: what makes more sense."""
    text = data.decode("utf-8-sig", errors="replace")
    lost = text.count("\ufffd")
    read = sum(not each.isascii() for each in text) - lost
    return text if read > lost else data.decode("cp1252", errors="replace")


def file_link(label: str, address: str, *, is_shown: bool) -> str:
    """A picture is shown; anything else is a link."""
    clean = label.replace("[", "(").replace("]", ")")
    is_picture = address.lower().endswith(PICTURES)
    return f"{'!' if is_shown and is_picture else ''}[{clean}]({address})"


def _own_id(path: str) -> str | None:
    parts = path.split("/")
    is_own = len(parts) >= 3 and parts[-3] == "files" and _ID.fullmatch(parts[-2])  # noqa: PLR2004 - files/ID/name
    return parts[-2] if is_own else None


def _created(head: str) -> datetime | None:
    found = _CREATED.search(head) if head.startswith("---\n") else None
    try:
        moment = datetime.fromisoformat(found[1].rstrip("\"'")) if found else None
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment else None
