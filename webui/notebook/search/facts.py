"""What a page has beside its words: headings, tasks, images, files, links, properties."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from webui.notebook.code_spans import prose_of
from webui.notebook.links import find_links
from webui.notebook.tags import find_tags

MOST_PROPERTIES = 100

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PROPERTY = re.compile(r"([^\W\d][\w-]{0,59})[ \t]*:[ \t]*(.*)")
_ITEM = re.compile(r"[ \t]+-[ \t]+(.+)|-[ \t]+(.+)")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_TASK = re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]\][ \t]", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\]\n]*\]\(|!\[\[|<img\s", re.IGNORECASE)
_FILE = re.compile(r"\]\(\s*<?/files/|\[\[[^\]\n]+\.\w{2,5}\]\]")
_LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(|\[\[[^\[\]\n]|\bhttps?://|<a\s", re.IGNORECASE)

KINDS: dict[str, re.Pattern[str]] = {
    "task": _TASK,
    "image": _IMAGE,
    "file": _FILE,
    "link": _LINK,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the text of a page says beside its words."""

    headings: tuple[str, ...]
    kinds: tuple[str, ...]
    properties: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    links: tuple[str, ...]


def find_facts(body: str) -> Facts:
    """The facts of a text. What stands in code is none, but for properties, which come first."""
    properties = tuple(_find_properties(body))
    prose = "\n\n".join(prose_of(body)) if _may_hold_code(body) else body
    has_headings, has_kinds = "#" in prose, any(sign in prose for sign in "[<:")
    return Facts(
        headings=tuple(line[1] for line in _HEADING.finditer(prose)) if has_headings else (),
        kinds=tuple(kind for kind, sign in KINDS.items() if has_kinds and sign.search(prose)),
        properties=properties,
        tags=find_tags(body) if "#" in body else (),
        links=find_links(body),
    )


def _may_hold_code(body: str) -> bool:
    return "`" in body or "~~~" in body or "\n    " in body or "\t" in body


def _find_properties(body: str) -> Iterator[tuple[str, str]]:
    """Keys and values of the block between two lines of "---" that a text may begin with."""
    block = _FRONT_MATTER.match(body)
    if block is None:
        return
    key = ""
    for line in block[1].split("\n")[:MOST_PROPERTIES]:
        if found := _PROPERTY.match(line):
            key, value = found[1].lower(), found[2].strip()
            for part in _list_of(value):
                yield key, part
        elif key and (item := _ITEM.match(line)):
            yield key, (item[1] or item[2]).strip().strip("'\"")


def _list_of(value: str) -> list[str]:
    if value.startswith("[") and value.endswith("]"):
        return [part.strip().strip("'\"") for part in value[1:-1].split(",")]
    return [value.strip("'\"")]
