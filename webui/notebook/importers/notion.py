"""Notion's export as Markdown and CSV: names end in 32 hexadecimal digits, links are paths."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice

from webui.notebook.importers.markdown import MarkdownImporter
from webui.notebook.importers.model import Draft, Links, Problem
from webui.notebook.importers.sources import Entry, Source

_ID = re.compile(r" ?([0-9a-f]{32})(?:_all)?(?=$|\.)")
_MOST_ROWS = 2_000
_FEWEST = 0.5


def is_notion(source: Source) -> bool:
    """Whether most texts carry Notion's numbers."""
    texts = [entry.name for entry in source.entries.values() if entry.ending in (".md", ".csv")]
    return bool(texts) and sum(bool(_ID.search(name)) for name in texts) > _FEWEST * len(texts)


class NotionImporter(MarkdownImporter):
    """Pages by their numbers; databases become pages with a table."""

    format = "Notion"

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        # The numbers are Notion's own and mean the same page in every export.
        self.collection = ""

    def paths(self) -> list[str]:
        every = set(super().paths())
        # "Tasks … .csv" is a view of "Tasks …_all.csv".
        return [path for path in super().paths() if f"{path[:-4]}_all.csv" not in every]

    def choose_texts(self) -> list[str]:
        return [p for p in self.paths() if self.source.entries[p].ending in (".md", ".csv")]

    def draft(self, entry: Entry) -> Draft:
        return Draft(
            entry.path, self.title_of(entry), entry.changed, entry.changed, lasting=_id(entry)
        )

    def title_of(self, entry: Entry) -> str:
        stem = super().title_of(entry)
        return "/".join(_ID.sub("", part).strip() or "Page" for part in stem.split("/"))

    def convert(self, path: str, body: str, links: Links) -> str:
        if path.endswith(".csv"):
            return self._table(path, body)
        title = self.title_of(self.source.entries[path]).rpartition("/")[2]
        first, _, rest = body.partition("\n")
        # The name of a file is cut short; the heading has the title, and the page has it, too.
        is_title = first.startswith("# ") and first[2:].strip()[:30] == title[:30]
        return super().convert(path, rest.lstrip("\n") if is_title else body, links)

    def _table(self, path: str, text: str) -> str:
        rows = list(islice(csv.reader(io.StringIO(text)), _MOST_ROWS + 2))
        if len(rows) > _MOST_ROWS + 1:
            why = "Of this table the first %(most)s rows came."
            self.problems.append(Problem(path, why, {"most": _MOST_ROWS}))
        if not rows:
            return ""
        width = len(rows[0])
        lines = [_row(rows[0], width), "|" + " --- |" * width]
        lines += [_row(row, width) for row in rows[1 : _MOST_ROWS + 1]]
        return "\n".join(lines) + "\n"


def _id(entry: Entry) -> str | None:
    found = _ID.search(entry.name)
    return found[1] if found else None


def _row(cells: list[str], width: int) -> str:
    clean = [" ".join(cell.split()).replace("|", "\\|") for cell in cells]
    return "| " + " | ".join((clean + [""] * width)[:width]) + " |"
