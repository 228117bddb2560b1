"""A Logseq graph: pages and journals as lists of blocks, which name and quote each other."""

from __future__ import annotations

import re
from urllib.parse import unquote

from webui.notebook.importers.markdown import MarkdownImporter, decode
from webui.notebook.importers.model import Draft, Links, Outline, link_to
from webui.notebook.importers.sources import ArchiveRefused, Entry, Source, read_bytes

_JOURNAL = re.compile(r"(\d{4})[_-](\d\d)[_-](\d\d)$")
_PROPERTY = re.compile(r"^([A-Za-z][\w-]*):: ?(.*)$")
_BLOCK_ID = re.compile(r"^\s*id:: ([0-9a-f-]{36})\s*$", re.MULTILINE)
_HIDDEN = re.compile(r"^\s*(?:id|collapsed|logseq\.[\w.-]+):: .*\n?", re.MULTILINE)
_REFERENCE = re.compile(r"\{\{embed \(\(([0-9a-f-]{36})\)\)\}\}|\(\(([0-9a-f-]{36})\)\)")
_EMBED = re.compile(r"\{\{embed (\[\[[^\[\]\n]+\]\])\}\}")
_TASK = re.compile(r"^(\s*- )(TODO|LATER|NOW|DOING|WAITING|DONE|CANCELED|CANCELLED) ", re.MULTILINE)
_DONE = frozenset({"DONE", "CANCELED", "CANCELLED"})
_TAG = re.compile(r"(?<!\S)#\[\[([^\[\]\n]+)\]\]")
_RENAMED = {"alias": "aliases", "tags": "tags", "title": "title"}
_LONGEST_QUOTE = 100


def is_logseq(source: Source) -> bool:
    """Whether this is a graph: its settings, or pages beside journals."""
    paths = [f"/{path}" for path in source.entries]
    if any("/logseq/config.edn" in path for path in paths):
        return True
    return all(any(f"/{folder}/" in path for path in paths) for folder in ("pages", "journals"))


class LogseqImporter(MarkdownImporter):
    """Blocks stay a list; quoted blocks become links to the page that they stand on."""

    format = "Logseq"

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._blocks: dict[str, tuple[str, str]] = {}
        self._titles: dict[str, str] = {}

    def choose_texts(self) -> list[str]:
        return [path for path in self.paths() if self.source.entries[path].ending == ".md"]

    def outline(self) -> Outline:
        outline = super().outline()
        self._titles = {draft.title.casefold(): draft.key for draft in outline.pages}
        return outline

    def draft(self, entry: Entry) -> Draft:
        text = decode(read_bytes(self.source, entry.path))
        for found in _BLOCK_ID.finditer(text):
            self._blocks[found[1]] = (entry.path, _block_before(text, found.start()))
        return Draft(entry.path, self.title_of(entry), entry.changed, entry.changed)

    def title_of(self, entry: Entry) -> str:
        name = unquote(entry.name.rpartition(".")[0].replace("___", "/"))
        journal = _JOURNAL.match(name)
        if journal and "journals/" in entry.path:
            return f"Journal/{journal[1]}-{journal[2]}-{journal[3]}"
        try:
            head = decode(read_bytes(self.source, entry.path))[:4096]
        except ArchiveRefused:
            return name
        return next((line[2] for line in _properties(head) if line[1] == "title"), name)

    def convert(self, path: str, body: str, links: Links) -> str:
        body = _front_matter(body)
        body = _HIDDEN.sub("", body)
        body = _TASK.sub(lambda task: f"{task[1]}[{'x' if task[2] in _DONE else ' '}] ", body)
        body = _TAG.sub(lambda tag: "#" + re.sub(r"[^\w/-]+", "-", tag[1]), body)
        body = _EMBED.sub(r"!\1", body)
        body = _REFERENCE.sub(lambda found: self._quote(found[1] or found[2], links), body)
        return super().convert(path, body, links)

    def _quote(self, block_id: str, links: Links) -> str:
        block = self._blocks.get(block_id)
        return link_to(links, block[0], block[1]) if block else ""


def _properties(head: str) -> list[re.Match[str]]:
    """The properties that a page begins with, one a line."""
    found = []
    for line in head.split("\n"):
        match = _PROPERTY.match(line.removeprefix("- "))
        if match is None:
            break
        found.append(match)
    return found


def _front_matter(body: str) -> str:
    found = _properties(body)
    if not found:
        return body
    rest = "\n".join(body.split("\n")[len(found) :])
    lines = []
    for name, value in ((each[1].lower(), each[2].strip()) for each in found):
        if name == "title":
            continue
        if name in ("alias", "aliases", "tags"):
            items = (item.strip().strip("[]#") for item in value.split(","))
            quoted = ", ".join(f'"{item}"' for item in items if item and '"' not in item)
            lines.append(f"{_RENAMED.get(name, name)}: [{quoted}]")
        else:
            escaped = value.replace("\\", "\\\\").replace('"', '\\"')
            lines.append(f'{name}: "{escaped}"')
    block = "\n".join(["---", *lines, "---", ""]) if lines else ""
    return block + rest.lstrip("\n")


def _block_before(text: str, end: int) -> str:
    """What the block says that an id stands in: the line above, without its mark."""
    line = text[:end].rstrip("\n").rpartition("\n")[2].strip()
    words = re.sub(r"^- (?:TODO |DONE |LATER |NOW |DOING )?", "", line)
    words = re.sub(r"\[\[|\]\]|\(\(|\)\)", "", words)
    return words[:_LONGEST_QUOTE] or "block"
