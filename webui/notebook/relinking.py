"""Links in a text that follow a page to its new address."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from webui.notebook.code_spans import masked_code
from webui.notebook.links import MARKDOWN_LINK, WIKILINK, local_target
from webui.notebook.slugs import slug_of


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a link is to lead: what a wiki link says and shows, and the slug."""

    words: str
    shown: str
    slug: str


Lead = Callable[[str], Destination | None]


def relink(body: str, lead: Lead) -> tuple[str, int]:
    """The text with its links led anew, and how many there are.

    `lead` is asked with the slug of each link and answers None for those that stay. Headings and
    labels stay; a link without a label shows what it says, the new title. Code is left alone.
    """
    if "[[" not in body and "](" not in body:
        return body, 0
    pieces: list[str] = []
    at = 0
    for start, end, link in sorted(_links(body, masked_code(body), lead)):
        if start >= at:
            pieces += [body[at:start], link]
            at = end
    return "".join([*pieces, body[at:]]), len(pieces) // 2


def _links(body: str, clear: str, lead: Lead) -> Iterator[tuple[int, int, str]]:
    for found in WIKILINK.finditer(clear) if "[[" in clear else ():
        title, sign, heading = found[1].partition("#")
        to = lead(slug_of(title)) if title.strip() else None
        if to:
            label = body[found.start(2) : found.end(2)] if found[2] else ""
            shown = label or (to.shown if to.shown != to.words and not sign else "")
            text = f"[[{to.words}{sign}{heading}{'|' if shown else ''}{shown}]]"
            yield found.start(), found.end(), text
    for found in MARKDOWN_LINK.finditer(clear) if "](" in clear else ():
        group = 2 if found[2] else 3
        target = local_target(found[group])
        to = lead(target[0]) if target else None
        if to:
            yield found.start(group), found.end(group), _address(found[group], to)


def _address(former: str, to: Destination) -> str:
    """The address in the form that it had: with /pages/ or without, with .md or without."""
    path, sign, heading = former.partition("#")
    start = "/pages/" if path.startswith("/pages/") else "./" if path.startswith("./") else ""
    ending = ".md" if path.endswith(".md") and start != "/pages/" else ""
    return f"{start}{quote(to.slug)}{ending}{sign}{heading}"


_UNWRITABLE = re.compile(r"[\[\]|#\n]")


def is_writable(words: str) -> bool:
    """Whether a wiki link can say these words."""
    return bool(words.strip()) and not _UNWRITABLE.search(words)
