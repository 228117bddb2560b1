"""What can be asked, as a person types it, and what it means.

    two words  "a phrase"  begin*  -without  one OR other  (brackets)
    tag:garden  in:folder  title:word  has:task  links:page  status:open
    created:2026-03  updated:2026-01..2026-03

Whatever is typed means something: what can't be understood is left out, and a hint says so.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from webui.notebook.characters import replace_surrogates
from webui.notebook.search.dates import read_span
from webui.notebook.search.facts import KINDS
from webui.notebook.search.letters import cut, fold
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
from webui.notebook.search.tokens import property_key
from webui.notebook.slugs import plain_slug
from webui.notebook.tags import find_tags

MOST_PARTS = 32
DEEPEST = 16
LONGEST_QUERY = 1_000
LONG_WORD = 4


@dataclass(frozen=True, slots=True)
class Query:
    """What was meant, None when nothing can be looked for; and sentences about what was not."""

    node: Node | None
    hints: tuple[str, ...] = ()


_QUOTES = '"“”„«»「」『』＂'
_TOKEN = re.compile(
    rf"""
    (?P<open>[(（])
    | (?P<close>[)）])
    | (?P<minus>[-−](?=[^\s)）-]))
    | (?P<name>[^\W\d][\w-]*)[:：](?:[{_QUOTES}](?P<quoted_value>[^{_QUOTES}]*)[{_QUOTES}]?
        |(?P<value>[^\s()（）{_QUOTES}]*))
    | [{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?(?P<phrase_star>\*?)
    | (?P<or>(?:OR|\|\|?)(?=[\s(（]|$))
    | (?P<and>(?:AND|&&?)(?=[\s(（]|$))
    | (?P<not>NOT(?=[\s(（]|$))
    | (?P<word>[^\s()（）{_QUOTES}]+)
    """,
    re.VERBOSE,
)
_HAS_HINT = f"has: takes {', '.join(list(KINDS)[:-1])} or {list(KINDS)[-1]}, as in has:task."
_DATE_HINT = "{name}: takes a day, a month, a year or two of them, as in {name}:2026-01..2026-03."
_EXAMPLES = {
    "tag": "tag: takes a tag, as in tag:garden.",
    "in": "in: takes the beginning of an address, as in in:projects.",
    "title": "title: takes a word of the title, as in title:garden.",
    "has": _HAS_HINT,
    "links": "links: takes the title of a page, as in links:Garden.",
    "created": _DATE_HINT.format(name="created"),
    "updated": _DATE_HINT.format(name="updated"),
}
FILTERS = tuple(_EXAMPLES)
_NOTHING = "Type a word that stands in the page."
_TOO_MANY = f"Only the first {MOST_PARTS} words were looked for."


def read_query(text: str, today: date) -> Query:
    """Understand what was typed. Never raises, and takes time in proportion to the text."""
    reader = _Reader(replace_surrogates(text)[:LONGEST_QUERY], today)
    node = reader.read()
    if node is None and text.strip() and not reader.hints:
        reader.hint(_NOTHING)
    return Query(node, tuple(reader.hints))


class _Reader:
    """Goes through the tokens once. Brackets that don't match are left out."""

    def __init__(self, text: str, today: date) -> None:
        self._text = text
        self._tokens = list(_TOKEN.finditer(text))
        self._today = today
        self._at = 0
        self._parts = 0
        self.hints: list[str] = []

    def hint(self, sentence: str) -> None:
        if sentence not in self.hints:
            self.hints.append(sentence)

    def read(self) -> Node | None:
        found = []
        while self._at < len(self._tokens):
            found.append(self._read_choice(0))
            # A closing bracket that nothing opened.
            self._at += 1
        return _join(And, [node for node in found if node is not None])

    def _read_choice(self, depth: int) -> Node | None:
        """Alternatives, up to a closing bracket or the end."""
        choices = [self._read_all(depth)]
        while self._kind() == "or":
            self._at += 1
            choices.append(self._read_all(depth))
        return _join(Or, [node for node in choices if node is not None])

    def _read_all(self, depth: int) -> Node | None:
        parts = []
        while self._kind() not in (None, "or", "close"):
            node = self._read_one(depth)
            if node is not None:
                parts.append(node)
        return _join(And, parts)

    def _read_one(self, depth: int) -> Node | None:
        kind, token = self._kind(), self._tokens[self._at]
        self._at += 1
        if kind == "and":
            return None
        if kind in ("minus", "not"):
            return self._read_without(depth)
        if kind == "open":
            return self._read_brackets(depth)
        if self._parts >= MOST_PARTS:
            self.hint(_TOO_MANY)
            return None
        node = self._understand(token)
        self._parts += node is not None
        return node

    def _read_without(self, depth: int) -> Node | None:
        is_without = True
        while self._kind() in ("minus", "not"):
            is_without = not is_without
            self._at += 1
        if self._kind() in (None, "or", "close"):
            return None
        part = self._read_one(depth)
        if not is_without or part is None:
            return part
        if isinstance(part, Not):
            return part.part
        if isinstance(part, Text) and not self._tokens[self._at - 1][0].endswith("*"):
            # Who wants no "art" still wants "article".
            part = replace(part, begins=False)
        return Not(part)

    def _read_brackets(self, depth: int) -> Node | None:
        if depth >= DEEPEST:
            return None
        node = self._read_choice(depth + 1)
        if self._kind() == "close":
            self._at += 1
        return node

    def _kind(self) -> str | None:
        if self._at >= len(self._tokens):
            return None
        token = self._tokens[self._at]
        for kind in ("open", "close", "minus", "or", "and", "not"):
            if token[kind] is not None:
                return kind
        return "text"

    def _understand(self, token: re.Match[str]) -> Node | None:
        if token["name"] is not None:
            return self._understand_filter(token)
        if token["phrase"] is not None:
            return _text_of(token["phrase"], begins=bool(token["phrase_star"]))
        return self._understand_word(token)

    def _understand_word(self, token: re.Match[str]) -> Node | None:
        """A word may go on, but for short ones: "in" is not "index" once a space follows it."""
        word = token["word"].removesuffix("*")
        is_last = token.end() == len(self._text)
        return _text_of(word, begins=is_last or word != token["word"] or len(word) >= LONG_WORD)

    def _understand_filter(self, token: re.Match[str]) -> Node | None:
        name = token["name"].lower()
        value = (token["value"] or token["quoted_value"] or "").strip()
        if name not in _EXAMPLES:
            return _property_of(name, value, token[0])
        node = self._filter_of(name, value, is_quoted=token["value"] is None) if value else None
        if node is None:
            self.hint(_EXAMPLES[name])
        return node

    def _filter_of(self, name: str, value: str, *, is_quoted: bool) -> Node | None:
        match name:
            case "tag":
                tags = find_tags(f"#{value.removeprefix('#')}")
                return Tag(tags[0]) if tags else None
            case "in":
                folder = plain_slug(value)
                return Folder(folder) if folder else None
            case "has":
                kind = value.lower().removesuffix("s")
                return Has(kind) if kind in KINDS else None
            case "links":
                slug = plain_slug(value.removeprefix("[[").removesuffix("]]"))
                return Links(slug) if slug else None
            case "title":
                text = _text_of(value, begins=not is_quoted)
                return text and Text(text.pieces, text.begins, "title")
        span = read_span(value, self._today)
        return span and Span("created" if name == "created" else "updated", *span)


def _text_of(text: str, *, begins: bool) -> Text | None:
    pieces = tuple(cut(fold(text)))
    return Text(pieces, begins) if pieces else None


def _property_of(name: str, value: str, typed: str) -> Node | None:
    text = _text_of(typed, begins=True)
    # An address, or a time of day: no property.
    if text is None or value.startswith("//"):
        return text
    return Property(property_key(name), value, text)


def _join(kind: type[And] | type[Or], parts: list[Node]) -> Node | None:
    if len(parts) > 1:
        return kind(tuple(parts))
    return parts[0] if parts else None
