"""Notion's export as Markdown and CSV: names end in 32 hexadecimal digits, links are paths."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import islice

from webui.notebook.importers.markdown import MarkdownImporter, decode
from webui.notebook.importers.model import Draft, Links, Problem
from webui.notebook.importers.sources import Entry, Source, read_head

_ID = re.compile(r" ?([0-9a-f]{32})(?:_all)?(?=$|\.)")
_MOST_ROWS = 2_000
_LONGEST_HEAD = 64 * 1024
_NAME = re.compile(r"[^\W\d][\w -]*")
# A relation: the title of the other page, and the way to its file.
_TO_PAGE = re.compile(r"([^(),]+)\(([^()\s]+\.md)\)")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DAY = re.compile(r"([A-Z][a-z]+) (\d{1,2}), (\d{4})(?: (\d{1,2}):(\d\d) ([AP]M))?")
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
        self._columns: dict[str, frozenset[str]] = {}

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
        text = rest.lstrip("\n") if is_title else body
        facts, text = self._read_facts(path, text)
        return facts + super().convert(path, text, links)

    def _read_facts(self, path: str, text: str) -> tuple[str, str]:
        """The row of the database that a page is, as front matter, and the rest of the text.

        Notion writes it above the text, a line for each column. What leads to other pages stays
        in the text, as links do.
        """
        columns = self._columns_above(path)
        lines = text.split("\n")
        facts: list[str] = []
        kept: list[str] = []
        for at, line in enumerate(lines):
            name, colon, value = line.partition(": ")
            if not colon or name not in columns:
                text = "\n".join(lines[at:])
                break
            if _TO_PAGE.search(value):
                kept.append(f"- {name}: {_TO_PAGE.sub(_link, value)}\n")
            else:
                key = name if _NAME.fullmatch(name) else json.dumps(name, ensure_ascii=False)
                facts.append(f"{key}: {_value(name, value)}\n")
        else:
            text = ""
        head = f"---\n{''.join(facts)}---\n" if facts else ""
        return head, "".join(kept) + text if kept else text.removeprefix("\n")

    def _columns_above(self, path: str) -> frozenset[str]:
        """The columns of the database whose row the page may be."""
        folder = path.rpartition("/")[0]
        if folder not in self._columns:
            self._columns[folder] = self._read_columns(folder)
        return self._columns[folder]

    def _read_columns(self, folder: str) -> frozenset[str]:
        for ending in ("_all.csv", ".csv"):
            if folder + ending in self.source.entries:
                head = decode(read_head(self.source, folder + ending, _LONGEST_HEAD))
                return frozenset(next(csv.reader(io.StringIO(head)), [])[1:])
        return frozenset()

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


def _link(found: re.Match[str]) -> str:
    return f"[{found[1].strip()}]({found[2]})"


def _value(name: str, value: str) -> str:
    """A value as front matter has it: days as days, several choices as a list."""
    if name.lower() in ("tag", "tags"):
        parts = [part.strip() for part in value.split(",") if part.strip()]
        return json.dumps(parts, ensure_ascii=False)
    day = _DAY.fullmatch(value.strip())
    if day and day[1] in _MONTHS:
        time = f" {int(day[4]) % 12 + 12 * (day[6] == 'PM'):02}:{day[5]}" if day[4] else ""
        return f"{day[3]}-{_MONTHS.index(day[1]) + 1:02}-{int(day[2]):02}{time}"
    is_plain = value.replace(".", "", 1).isdecimal() and value.isascii()
    return value if is_plain else json.dumps(value.strip(), ensure_ascii=False)


def _id(entry: Entry) -> str | None:
    found = _ID.search(entry.name)
    return found[1] if found else None


def _row(cells: list[str], width: int) -> str:
    clean = [" ".join(cell.split()).replace("|", "\\|") for cell in cells]
    return "| " + " | ".join((clean + [""] * width)[:width]) + " |"
