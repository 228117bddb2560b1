"""A query, put as questions to the index: which pages hold these tokens, the newest first.

Each question is about as cheap as the pages that it lists, however many there are: the index
walks from the newest page back and stops when it has enough. One question would miss an old page
that is plainly the best answer, so several are asked, from the strictest to the widest.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import apsw

from webui.notebook.search.dates import cover_span
from webui.notebook.search.expressions import every, quote, some
from webui.notebook.search.nodes import (
    And,
    Folder,
    Has,
    Links,
    Node,
    Not,
    Or,
    Property,
    Span,
    Tag,
    Text,
)
from webui.notebook.search.tokens import (
    EVERY_PAGE,
    LONGEST_PREFIX,
    LONGEST_TITLE_PREFIX,
    LONGEST_TITLE_START,
    LONGEST_WORD,
    grams_of,
    pair_of,
    property_words,
    title_key,
    whole_title,
)

# Words that begin with what was typed, when it is longer than the beginnings that are indexed.
MOST_EXPANSIONS = 60
# Of a long phrase that many pieces are asked for; the text of the page tells the rest.
MOST_TOKENS = 16
_WHOLE_TITLE, _TITLE_START, _TITLE, _SOME_TITLE, _HEADING, _EXACT = 60.0, 5.0, 14.0, 6.0, 4.0, 2.0
_OFTEN = (2.0, 6.0, 12.0, 20.0, 26.0, 32.0)


@dataclass(frozen=True, slots=True)
class Question:
    """One question to the index, and what a page is worth that it lists."""

    expression: str
    worth: float
    # Of few pages all are read, and the text tells more.
    is_for_many: bool = False
    # A page that is listed here is at every step below as well, listed there or not.
    is_step: bool = False


def resolve(connection: apsw.Connection, node: Node) -> Node:
    """The query with what only the notebook knows: properties that no page has become words."""
    match node:
        case Property():
            known = connection.execute(
                "select 1 from search_index where search_index match ? limit 1",
                (quote(f"={node.key}"),),
            ).fetchone()
            return node.text if known is None else node
        case Not():
            return replace(node, part=resolve(connection, node.part))
        case And() | Or():
            return replace(node, parts=tuple(resolve(connection, part) for part in node.parts))
    return node


def list_texts(node: Node) -> Iterator[Text]:
    """What the query wants to see in a page, without what it doesn't."""
    match node:
        case Text():
            yield node
        case And() | Or():
            for part in node.parts:
                yield from list_texts(part)


class Asker:
    """Writes questions in the syntax of the index (FTS5's, every token in quotes).

    `is_sure` tells, once it has written, whether every page that the widest question lists is
    right. Otherwise its text has to be read.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._expansions: dict[str, list[str] | None] = {}
        self.is_sure = True

    def ask(self, node: Node) -> list[Question]:
        """The questions that a query makes, the widest last."""
        wide = self._write(node, self._text)
        texts = list(list_texts(node))
        questions: list[Question] = []
        if texts:
            questions += self._title_questions(node, texts)
            questions.append(Question(self._write(node, self._titled), _TITLE))
        if len(texts) == 1:
            questions += self._questions_of_one(node)
        elif texts:
            questions += self._questions_of_many(wide, texts)
        return [*questions, Question(wide, 0)]

    def expression_of(self, node: Node) -> str:
        """The widest question alone."""
        return self._write(node, self._text)

    def _title_questions(self, node: Node, texts: list[Text]) -> list[Question]:
        """Pages whose whole title was typed, or the start of it."""
        parts = node.parts if isinstance(node, And) else (node,)
        if any(isinstance(part, Or) for part in parts):
            return []
        key = title_key(piece for text in texts for piece in text.pieces)
        others = [part for part in parts if not isinstance(part, Text)]
        start = quote(f"<{key[:LONGEST_TITLE_START]}")
        if others:
            rest = self._write_all(tuple(others), self._text)
            return [
                Question(every([quote(whole_title(key)), rest]), _WHOLE_TITLE),
                Question(every([start, rest]), _TITLE_START),
            ]
        return [Question(quote(whole_title(key)), _WHOLE_TITLE), Question(start, _TITLE_START)]

    def _questions_of_one(self, node: Node) -> Iterator[Question]:
        """Pages of which a heading holds the text, or that say it often, or exactly."""

        def marked(mark: str) -> Callable[[Text], str]:
            # Who has the mark of a word has the word; of a phrase it may have the words alone.
            return lambda text: every([self._marked(mark, text), *self._more_than_words(text)])

        yield Question(self._write(node, marked("@")), _HEADING)
        for level, worth in enumerate(_OFTEN, start=1):
            yield Question(
                self._write(node, marked("~" * level)), worth, is_for_many=True, is_step=True
            )
        if isinstance(node, Text) and node.begins:
            yield Question(self._exact(node), _EXACT)

    def _questions_of_many(self, wide: str, texts: list[Text]) -> Iterator[Question]:
        """Pages of which the title or a heading holds some of it, or that say some of it often."""
        marks = [("+", _SOME_TITLE), ("@", _HEADING), *(("~" * level, 4.0) for level in (2, 4))]
        for mark, worth in marks:
            marked = some([self._marked(mark, text) for text in texts])
            yield Question(every([marked, wide]), worth, is_for_many=mark[0] == "~")

    def _more_than_words(self, text: Text) -> list[str]:
        (piece, is_run), *others = text.pieces
        is_one_token = not others and (not is_run or len(grams_of(piece)) == 1)
        return [] if is_one_token else [self._text(text)]

    def _text(self, text: Text) -> str:
        """Pages with these pieces, in the text or in the title."""
        sign = "+" if text.field == "title" else ""
        parts: list[str] = []
        for piece, is_run in text.pieces[:-1][:MOST_TOKENS]:
            parts += self._piece(sign, piece, is_run=is_run)
        piece, is_run = text.pieces[-1]
        if text.begins and not is_run:
            parts.append(self._beginning(sign, piece))
        else:
            parts += self._piece(sign, piece, is_run=is_run)
        if len(text.pieces) > 1:
            self.is_sure = False
        return every([*parts, *(() if sign else _pairs(text))])

    def _exact(self, text: Text) -> str:
        return self._text(replace(text, begins=False))

    def _titled(self, text: Text) -> str:
        return self._text(replace(text, field="title"))

    def _marked(self, mark: str, text: Text) -> str:
        parts: list[str] = []
        for piece, is_run in text.pieces[:MOST_TOKENS]:
            parts += self._piece(mark, piece, is_run=is_run)
        return every(parts)

    def _piece(self, sign: str, piece: str, *, is_run: bool) -> list[str]:
        if not is_run:
            return [quote(sign + piece[:LONGEST_WORD])]
        if len(piece) > 2:  # noqa: PLR2004 - two neighbours are a token
            self.is_sure = False
        return [quote(sign + gram) for gram in dict.fromkeys(grams_of(piece)[:MOST_TOKENS])]

    def _beginning(self, sign: str, piece: str) -> str:
        """Pages with the word, or one that begins so."""
        mark, longest = ("&", LONGEST_TITLE_PREFIX) if sign else ("^", LONGEST_PREFIX)
        if len(piece) <= longest:
            return some([quote(sign + piece), quote(mark + piece)])
        words = self._expand(piece)
        if words is not None:
            return some([quote(sign + word) for word in words])
        self.is_sure = False
        return quote(mark + piece[:longest])

    def _expand(self, piece: str) -> list[str] | None:
        """The words that begin so; None when there are too many."""
        piece = piece[:LONGEST_WORD]
        if piece not in self._expansions:
            rows: list[Any] = self._connection.execute(
                "select word from search_words where word > ? and word < ? limit ?",
                (piece, piece + chr(0x10FFFF), MOST_EXPANSIONS + 1),
            ).fetchall()
            few = len(rows) <= MOST_EXPANSIONS
            self._expansions[piece] = [piece, *(row[0] for row in rows)] if few else None
        return self._expansions[piece]

    def _write(self, node: Node, write: Callable[[Text], str]) -> str:
        match node:
            case Text():
                return write(node)
            case Or():
                return some([self._write(part, write) for part in node.parts])
            case And():
                return self._write_all(node.parts, write)
            case Not():
                return self._write_all((node,), write)
            case Links():
                return some([quote(f">{slug}") for slug in self._slugs_of(node.slug)])
        return _fact(node)

    def _write_all(self, parts: tuple[Node, ...], write: Callable[[Text], str]) -> str:
        wanted = [self._write(part, write) for part in parts if not isinstance(part, Not)]
        unwanted = [self._write_sure(part.part) for part in parts if isinstance(part, Not)]
        found = every(wanted or [quote(EVERY_PAGE)])
        sure = [expression for expression in unwanted if expression is not None]
        return f"({found} NOT {some(sure)})" if sure else found

    def _write_sure(self, node: Node) -> str | None:
        """None for what the index alone can't tell: it must not take pages away for it."""
        before, self.is_sure = self.is_sure, True
        expression = self._write(node, self._text)
        was_sure, self.is_sure = self.is_sure, self.is_sure and before
        return expression if was_sure else None

    def _slugs_of(self, slug: str) -> list[str]:
        """The slug, and those that the page there has or had: links may still name them."""
        rows: list[Any] = self._connection.execute(
            """
            with page (id) as (
                select id from pages where slug = :slug and deleted_at is null
                union select page_id from former_slugs where slug = :slug
                union select page_id from aliases where slug = :slug
            )
            select slug from pages where id in page
            union select slug from former_slugs where page_id in page
            union select slug from aliases where page_id in page
            """,
            {"slug": slug},
        ).fetchall()
        return list(dict.fromkeys([slug, *(row[0] for row in rows)]))


def _fact(node: Node) -> str:
    match node:
        case Tag():
            return quote(f"#{node.tag}")
        case Folder():
            return quote(f"/{node.folder}")
        case Has():
            return quote(f"!{node.kind}")
        case Property():
            words = property_words(node.value)
            tokens = [f"={node.key}={word}" for word in words] or [f"={node.key}"]
            return every([quote(token) for token in tokens])
        case Span():
            sign = "[" if node.which == "created" else "]"
            days = cover_span(node.first, node.last)
            return some([quote(sign + "-".join(f"{part:02}" for part in day)) for day in days])
    raise AssertionError(node)


def _pairs(text: Text) -> list[str]:
    """What neighbouring words leave in the index; the last of them must not go on for it."""
    pieces = text.pieces[:-1] if text.begins else text.pieces
    return [
        quote(pair_of(first[:LONGEST_WORD], second[:LONGEST_WORD]))
        for (first, first_is_run), (second, second_is_run) in pairwise(pieces[:MOST_TOKENS])
        if not (first_is_run or second_is_run)
    ]
