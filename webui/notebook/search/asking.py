"""A query, put as questions to the index: which pages hold these tokens, the newest first.

Each question is about as cheap as the pages that it lists, however many there are: the index
walks from the newest page back and stops when it has enough. One question would miss an old page
that is plainly the best answer, so several are asked, from the strictest to the widest.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import singledispatchmethod

import apsw

from webui.notebook.search.dates import cover_span
from webui.notebook.search.language import (
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
from webui.notebook.search.letters import fold
from webui.notebook.search.tokens import (
    EVERY_PAGE,
    LONGEST_PREFIX,
    LONGEST_TITLE_PREFIX,
    LONGEST_TITLE_START,
    LONGEST_WORD,
    OFTEN,
    grams_of,
    pair_of,
    property_words,
    title_key,
    whole_title,
)

# Words that begin with what was typed, when it is longer than the beginnings that are indexed.
MOST_EXPANSIONS = 40


@dataclass(frozen=True, slots=True)
class Question:
    """One question to the index, and what a page is worth that it lists."""

    expression: str
    worth: float


def resolve(connection: apsw.Connection, node: Node) -> Node:
    """The query with what only the notebook knows: properties that are none become words."""
    match node:
        case Property():
            known = connection.execute(
                "select 1 from search_index where search_index match ? limit 1",
                (_quote(f"={node.key}"),),
            ).fetchone()
            return node.text if known is None else node
        case Not():
            return replace(node, part=resolve(connection, node.part))
        case And() | Or():
            return replace(node, parts=tuple(resolve(connection, part) for part in node.parts))
    return node


def ask_all(connection: apsw.Connection, node: Node) -> list[Question]:
    """The questions that a query makes, the widest last."""
    asker = Asker(connection)
    wide = asker.any(node)
    questions = []
    texts = list(_texts(node))
    if texts:
        questions = [
            *_whole_title_questions(asker, node),
            Question(asker.title(node), 14),
            *_some_questions(asker, wide, texts),
            *([Question(asker.exact(node), 2)] if any(text.begins for text in texts) else []),
        ]
    return [*questions, Question(wide, 0)]


class Asker:
    """Writes the expressions for the index (FTS5's query syntax, every token in quotes)."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._known: dict[str, list[str]] = {}

    def any(self, node: Node) -> str:
        """Pages that may answer the query: none is missing, some may not be right."""
        return self._write(node, self.text)

    def exact(self, node: Node) -> str:
        """The same with the words as they stand, and none that go on."""
        return self._write(node, lambda text: self.text(replace(text, begins=False)))

    def title(self, node: Node) -> str:
        """The same with all words in the title."""
        return self._write(node, lambda text: self.text(replace(text, field="title")))

    def text(self, text: Text) -> str:
        """Pages with these pieces, in the text or in the title."""
        sign = "+" if text.field == "title" else ""
        parts = [
            expression
            for piece, is_run in text.pieces[:-1]
            for expression in self._piece(sign, piece, is_run=is_run)
        ]
        piece, is_run = text.pieces[-1]
        if text.begins and not is_run:
            parts.append(self._beginning(sign, piece))
        else:
            parts += self._piece(sign, piece, is_run=is_run)
        return _all([*parts, *self._pairs(text)])

    def marked(self, mark: str, text: Text) -> str:
        """Pages whose headings (@) hold these pieces, or that say them often (~)."""
        return _all(
            [
                expression
                for piece, is_run in text.pieces
                for expression in self._piece(mark, piece, is_run=is_run)
            ]
        )

    def _write(self, node: Node, write: Callable[[Text], str]) -> str:
        match node:
            case Text():
                return write(node)
            case Or():
                return _any([self._write(part, write) for part in node.parts])
            case And():
                return self._write_all(node.parts, write)
            case Not():
                return self._write_all((node,), write)
        return _any([_quote(token) for token in self._fact_tokens(node)])

    def _write_all(self, parts: tuple[Node, ...], write: Callable[[Text], str]) -> str:
        wanted = [self._write(part, write) for part in parts if not isinstance(part, Not)]
        # What the index can't tell for sure must not be taken away by it.
        unwanted = [
            self._write(part.part, self.text)
            for part in parts
            if isinstance(part, Not) and is_sure(part.part)
        ]
        found = _all(wanted or [_quote(EVERY_PAGE)])
        return f"({found} NOT {_any(unwanted)})" if unwanted else found

    def _fact_tokens(self, node: Node) -> list[str]:
        match node:
            case Tag():
                return [f"#{node.tag}"]
            case Folder():
                return [f"/{node.folder}"]
            case Has():
                return [f"!{node.kind}"]
            case Links():
                return [f">{slug}" for slug in self._slugs_of(node.slug)]
            case Property():
                return [f"={node.key}"]
            case Span():
                sign = "[" if node.which == "created" else "]"
                days = cover_span(node.first, node.last)
                return [sign + "-".join(f"{part:02}" for part in day) for day in days]
        raise AssertionError(node)
