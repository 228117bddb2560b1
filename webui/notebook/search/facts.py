"""What a page has beside its words: headings, tasks, images, files, links, properties."""

import re
from dataclasses import dataclass

from webui.notebook.code_spans import prose_of
from webui.notebook.front_matter import read_properties
from webui.notebook.links import find_links
from webui.notebook.properties import find_aliases
from webui.notebook.tags import find_tags

MOST_ALIASES = 100

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_TASK = re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]\][ \t]", re.MULTILINE)
# Each stretch up to a closing bracket is looked through once, however many brackets open in it.
_IMAGE = re.compile(
    r"(?>(?:^|\])[^\]\n]*?!\[)[^\]\n]*+\]\(|!\[\[|<img\s", re.IGNORECASE | re.MULTILINE
)
_FILE = re.compile(r"\]\(\s*<?/files/|\[\[[^\[\]\n]+\.\w{2,5}\]\]")
_LINK = re.compile(
    r"(?>(?:^|\])[^\]\n]*?(?<!!)\[)[^\]\n]*+\]\(|\[\[[^\[\]\n]|\bhttps?://|<a\s",
    re.IGNORECASE | re.MULTILINE,
)

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
    aliases: tuple[str, ...] = ()


def find_facts(body: str) -> Facts:
    """The facts of a text. What stands in code is none, but for properties, which come first."""
    properties = read_properties(body)
    prose = "\n\n".join(prose_of(body)) if _may_hold_code(body) else body
    has_headings, has_kinds = "#" in prose, any(sign in prose for sign in "[<:")
    return Facts(
        headings=tuple(line[1] for line in _HEADING.finditer(prose)) if has_headings else (),
        kinds=tuple(kind for kind, sign in KINDS.items() if has_kinds and sign.search(prose)),
        properties=tuple(
            (each.name.lower(), value) for each in properties for value in each.values
        ),
        tags=find_tags(body) if "#" in body or properties else (),
        links=find_links(body),
        aliases=find_aliases(properties)[:MOST_ALIASES],
    )


def find_headings(body: str) -> list[str]:
    """The headings of a text, in order, without their marks."""
    return list(find_facts(body).headings) if "#" in body else []


def _may_hold_code(body: str) -> bool:
    return "`" in body or "~~~" in body or "\n    " in body or "\t" in body
