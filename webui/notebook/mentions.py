"""Unlinked mentions: where a page is named by its title, and nobody has made a link of it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import apsw

from webui.notebook.code_spans import prose_of
from webui.notebook.links import MARKDOWN_LINK, WIKILINK
from webui.notebook.moments import from_milliseconds
from webui.notebook.rows import PageSummary
from webui.notebook.search.asking import Asker
from webui.notebook.search.letters import cut, fold, letter_pattern
from webui.notebook.search.listing import list_places, read_candidates
from webui.notebook.search.nodes import And, Pieces, Text
from webui.notebook.sentences import Sentence, sentence_around

# A title of one or two letters, or of digits alone, stands everywhere and means something else.
SHORTEST_TITLE = 3
# Pages that are read for them, the newest that hold the words.
_MOST_READ = 60
# Of a long page the beginning is read.
_LONGEST_READ = 30_000

_LINKED = re.compile(
    rf"!?{WIKILINK.pattern}|{MARKDOWN_LINK.pattern}|https?://\S+|<[^<>\n]{{1,300}}>"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A page that names another, and the sentence in which it does first."""

    page: PageSummary
    sentence: Sentence


def find_mentions(connection: apsw.Connection, page_id: int, limit: int) -> list[Mention]:
    """The newest pages that name a page and don't link to it. The words must stand as a whole."""
    title: str = connection.execute("select title from pages where id = ?", (page_id,)).get or ""
    name = _name_of(title)
    if name is None:
        return []
    expression = Asker(connection).expression_of(And((name,)))
    places = list_places(connection, expression, _MOST_READ)
    linking = _pages_that_link(connection, page_id)
    mentions: list[Mention] = []
    for page in read_candidates(connection, places):
        if page.page_id == page_id or page.page_id in linking:
            continue
        sentence = first_mention(page.body[:_LONGEST_READ], name)
        if sentence:
            summary = PageSummary(
                page.page_id, page.slug, page.title, from_milliseconds(page.updated_at)
            )
            mentions.append(Mention(summary, sentence))
        if len(mentions) == limit:
            break
    return mentions


def first_mention(body: str, name: Text) -> Sentence | None:
    """The first sentence that holds the name outside of code and of links."""
    for prose in prose_of(body):
        found = _find_name(prose, name)
        if found:
            shown = prose[found[0] : found[1]]
            return sentence_around(prose, *found, shown)
    return None


def link_mention(body: str, title: str) -> str | None:
    """The text with its first mention of this title made a link; None when there is none."""
    name = _name_of(title)
    if name is None:
        return None
    for prose in prose_of(body):
        found = _find_name(prose, name)
        # Code within the paragraph was cut out of it: then its lines are looked up one by one.
        at = body.find(prose) if found else -1
        if found and at >= 0:
            return _link_at(body, at + found[0], at + found[1], title)
    return _link_in_lines(body, name, title)


def _link_in_lines(body: str, name: Text, title: str) -> str | None:
    at = 0
    for line in body.split("\n"):
        clear = _blank(re.compile(r"`[^`\n]*`"), line)
        found = _find_name(clear, name)
        if found and any(_find_name(prose, name) for prose in prose_of(line)):
            return _link_at(body, at + found[0], at + found[1], title)
        at += len(line) + 1
    return None


def _link_at(body: str, start: int, end: int, title: str) -> str:
    words = body[start:end]
    link = f"[[{title}]]" if words == title else f"[[{title}|{words}]]"
    return f"{body[:start]}{link}{body[end:]}"


def _find_name(prose: str, name: Text) -> tuple[int, int] | None:
    """Where the name stands in a paragraph. Letters that fold to another number are passed over."""
    clear = _blank(_LINKED, prose)
    folded = fold(clear)
    if len(folded) != len(clear):
        folded = "".join(each if len(each := fold(c)) == 1 else "\ufffd" for c in clear)
    found = _pattern_of(name.pieces).search(folded)
    return None if found is None else found.span()


@lru_cache(maxsize=16)
def _pattern_of(pieces: Pieces) -> re.Pattern[str]:
    """The pieces one after the other, as a whole: "rosegarden" is no "rose garden"."""
    source = re.escape(pieces[0][0])
    for (_, before_is_run), (piece, is_run) in pairwise(pieces):
        source += rf"[\W_]{{{0 if before_is_run or is_run else 1},5}}{re.escape(piece)}"
    start = "" if pieces[0][1] else f"(?<!{letter_pattern()})"
    end = "" if pieces[-1][1] else f"(?!{letter_pattern()})"
    return re.compile(start + source + end)


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: "\ufffd" * len(found[0]), text)


def _name_of(title: str) -> Text | None:
    """The title as search knows it; None for one that would be found everywhere."""
    last = title.rpartition("/")[2].strip()
    pieces = tuple(cut(fold(last)))
    letters = sum(len(piece) for piece, _ in pieces)
    is_run = any(run for _, run in pieces)
    if not pieces or last.isdigit() or letters < (2 if is_run else SHORTEST_TITLE):
        return None
    return Text(pieces)


def _pages_that_link(connection: apsw.Connection, page_id: int) -> frozenset[int]:
    rows: Any = connection.execute(
        """
        select page_id from links
        where target in (select target from link_targets where page_id = ?)
        """,
        (page_id,),
    )
    return frozenset(row[0] for row in rows)
