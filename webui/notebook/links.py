"""Links between pages, kept beside the text so that both ends are found at once.

[[Page]]  [[Page#Heading]]  [[Page|label]]  ![[Page]]  [label](/pages/page)  [label](Page.md)
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

import apsw

from webui.notebook.code_spans import prose_of
from webui.notebook.sentences import Sentence, plain, sentence_around
from webui.notebook.slugs import plain_slug, slug_of

# `[[Page]]` and `[[Page|label]]`; "#" begins the address of a heading within the page.
WIKILINK = re.compile(r"\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{1,300}))?\]\]")
# A page of nothing but links must not hold up its own saving.
MOST_LINKS = 2_000

MARKDOWN_LINK = re.compile(
    r"(?<!\\)\[([^\[\]\n]{0,300})\]\([ \t]*(?:<([^<>\n]{1,600})>|([^\s()<>]{1,600}))"
    r"""(?:[ \t]+(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))?[ \t]*\)"""
)
_PAGES = "/pages/"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Link:
    """A link: where it leads, what the page there is called, the sentence that it stands in."""

    target: str
    title: str
    sentence: Sentence


def find_links(body: str) -> tuple[str, ...]:
    """The slugs that a text links to, outside of code, sorted; of many the first 2,000."""
    return tuple(sorted({link.target for link in read_links(body)}))


def read_links(body: str) -> tuple[Link, ...]:
    """The links of a text, outside of code: the first to each slug, of many slugs 2,000."""
    return links_in(prose_of(body)) if may_link(body) else ()


def may_link(body: str) -> bool:
    """Whether it is worth looking for links in a text."""
    return "[[" in body or "](" in body


def links_in(paragraphs: Iterable[str]) -> tuple[Link, ...]:
    """`read_links` of a text that was read already, as `prose_of` does."""
    links: dict[str, Link] = {}
    for prose in paragraphs:
        for found, target, title, label in _links_in(prose):
            if target in links:
                continue
            if len(links) == MOST_LINKS:
                return tuple(links.values())
            sentence = sentence_around(prose, found.start(), found.end(), label)
            links[target] = Link(target, title, sentence)
    return tuple(links.values())


def local_target(address: str) -> tuple[str, str] | None:
    """The slug and the heading that a Markdown link leads to; None when it leads elsewhere.

    An address in the notebook is "/pages/…" or the title of a page, with or without ".md".
    """
    path, _, heading = unquote(address).partition("#")
    if not path or _SCHEME.match(path):
        return None
    if path.startswith(_PAGES):
        path = path[len(_PAGES) :].partition("?")[0]
    elif path[0] in "/\\?":
        return None
    slug = plain_slug(path.removeprefix("./").removesuffix(".md"))
    return (slug, heading.strip()) if slug else None


def title_in(address: str) -> str:
    """The title that a Markdown link names a page by; empty when it names an address."""
    path = unquote(address).partition("#")[0]
    return "" if path.startswith("/") else path.removeprefix("./").removesuffix(".md").strip()


def write_links(connection: apsw.Connection, page_id: int, links: tuple[Link, ...]) -> None:
    """Keep these as the links of the page."""
    change_links(connection, {page_id: links})


def change_links(connection: apsw.Connection, wanted: Mapping[int, tuple[Link, ...]]) -> None:
    """Keep these as the links of these pages."""
    rows = {
        (id_, each.target, each.title, each.sentence.start, each.sentence.end, each.sentence.text)
        for id_, links in wanted.items()
        for each in links
    }
    former: dict[tuple[object, ...], int] = {
        row[1:]: row[0]
        for row in connection.execute(
            "select id, page_id, target, title, mark_start, mark_end, sentence from links"
            " where page_id in (select value from json_each(?))",
            (json.dumps(list(wanted)),),
        )
    }
    # Only what changed is written, and nothing that links elsewhere learns of it.
    connection.executemany(
        "delete from links where id = ?", [(former[row],) for row in former.keys() - rows]
    )
    connection.executemany(
        "insert into links (page_id, target, title, mark_start, mark_end, sentence)"
        " values (?, ?, ?, ?, ?, ?)",
        sorted(rows - former.keys()),
    )


def drop_links(connection: apsw.Connection, page_id: int) -> None:
    """Forget what a page links to."""
    connection.execute("delete from links where page_id = ?", (page_id,))


def _links_in(prose: str) -> Iterator[tuple[re.Match[str], str, str, str]]:
    """Each link of a paragraph: where it stands, the slug and title it leads to, what it shows."""
    for found in WIKILINK.finditer(prose) if "[[" in prose else ():
        title = found[1].partition("#")[0].strip()
        if title:
            yield found, slug_of(title), title, (found[2] or found[1]).strip()
    for found in MARKDOWN_LINK.finditer(prose) if "](" in prose else ():
        address = found[2] or found[3]
        target = local_target(address)
        if target:
            yield found, target[0], title_in(address), plain(found[1]).strip() or target[0]
