"""The sentences of a page that answer, with what was asked for marked in them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from webui.notebook.search.letters import fold

MOST_SENTENCES = 2
LONGEST_SENTENCE = 200
_BEFORE = 60
_SEARCHED = 50_000
_MOST_MATCHES = 40
_FURTHEST = 300

_ENDS = re.compile(r"\n|[.!?](?=\s|$)|[。！？]")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
# What Markdown writes and a reader doesn't see.
_START = re.compile(r"[\s>]*(?:#{1,6}\s+|(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?|\|\s*|[`~]{3,}\w*)?")
_WIKILINK = re.compile(r"!?\[\[(?:[^\[\]|\n]+\|)?([^\[\]|\n]+)\]\]")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]*\)")
_EMPHASIS = re.compile(r"(?<!\w)(?:\*{1,3}|_{1,3}|~~)(?=\S)|(?<=\S)(?:\*{1,3}|_{1,3}|~~)(?!\w)|`")
_TAGS_ALONE = re.compile(r"(?:#\S+\s*)+")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text, and whether it is what was asked for."""

    text: str
    is_match: bool


Line = tuple[Part, ...]


def mark(text: str, pattern: re.Pattern[str] | None) -> Line:
    """The text in parts, what the pattern finds in its folded form apart."""
    if pattern is None:
        return (Part(text, is_match=False),) if text else ()
    folded, places = _fold_with_places(text)
    parts = []
    at = 0
    for found in pattern.finditer(folded):
        start, end = places[found.start()], places[found.end()]
        if start >= at and end > start:
            parts += [Part(text[at:start], is_match=False), Part(text[start:end], is_match=True)]
            at = end
    parts.append(Part(text[at:], is_match=False))
    return tuple(part for part in parts if part.text)


def excerpt(body: str, pattern: re.Pattern[str] | None) -> list[Line]:
    """The sentences that hold most of what was asked for; the first one when none does."""
    body = _FRONT_MATTER.sub("", body[:_SEARCHED]) if body.startswith("---") else body[:_SEARCHED]
    sentences = list(_matching_sentences(body, pattern)) if pattern else []
    if not sentences:
        first = next(_all_sentences(body), "")
        return [(Part(_shorten(first, 0), is_match=False),)] if first else []
    best = sorted(range(len(sentences)), key=lambda at: (-len(sentences[at][1]), at))
    chosen = (sentences[at][0] for at in sorted(best[:MOST_SENTENCES]))
    return [mark(_around(sentence, pattern), pattern) for sentence in chosen]


def _matching_sentences(body: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, set[str]]]:
    """Sentences with something in them, and the different things that are."""
    folded, places = _fold_with_places(body)
    until = 0
    sentence, found = "", set[str]()
    for match in islice(pattern.finditer(folded), _MOST_MATCHES):
        at = places[match.start()]
        if at < until:
            found.add(match[0])
            continue
        if found:
            yield sentence, found
        start, until = _bounds(body, at, places[match.end()])
        sentence = _without_marks(body[start:until])
        found = set() if _TAGS_ALONE.fullmatch(sentence) else {match[0]}
    if found:
        yield sentence, found


def _bounds(body: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence begins and ends that has this in it."""
    first = max(0, start - _FURTHEST)
    for ending in _ENDS.finditer(body, first, start):
        first = ending.end()
    ending = _ENDS.search(body, end, end + _FURTHEST)
    return first, ending.end() if ending else min(len(body), end + _FURTHEST)


def _all_sentences(body: str) -> Iterator[str]:
    start = 0
    while start < len(body):
        ending = _ENDS.search(body, start)
        end = ending.end() if ending else len(body)
        sentence = _without_marks(body[start:end])
        start = end
        if sentence and not _TAGS_ALONE.fullmatch(sentence):
            yield sentence


def _without_marks(text: str) -> str:
    plain = text[_START.match(text).end() :].strip()  # type: ignore[union-attr] # matches nothing, too
    plain = _LINK.sub(r"\1", _WIKILINK.sub(r"\1", plain)) if "[" in plain else plain
    return _EMPHASIS.sub("", plain)


def _around(sentence: str, pattern: re.Pattern[str] | None) -> str:
    """The part of a long sentence in which the first match stands."""
    if len(sentence) <= LONGEST_SENTENCE or pattern is None:
        return sentence
    folded, places = _fold_with_places(sentence)
    found = pattern.search(folded)
    return _shorten(sentence, places[found.start()] if found else 0)


def _shorten(sentence: str, at: int) -> str:
    start = max(0, at - _BEFORE)
    if start:
        # Not from the middle of a word, where there are any.
        start = max(start, sentence.find(" ", start, at) + 1)
    end = start + LONGEST_SENTENCE
    if end < len(sentence):
        end = max(sentence.rfind(" ", end - _BEFORE, end), end - _BEFORE // 3)
    return f"{'…' if start else ''}{sentence[start:end].rstrip()}{'…' if end < len(sentence) else ''}"


def _fold_with_places(text: str) -> tuple[str, "range | list[int]"]:
    """The folded text, and for each of its letters, and its end, where that begins in `text`."""
    folded = fold(text)
    if len(folded) == len(text):
        # One for one: some letter for two, and another two for one, would be a rare accident.
        return folded, range(len(text) + 1)
    letters: list[str] = []
    places: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        # Marks belong to the letter before them.
        if end == len(text) or not unicodedata.category(text[end]).startswith("M"):
            cluster = text[start:end]
            letters.append(cluster.lower() if cluster.isascii() else fold(cluster))
            places += [start] * len(letters[-1])
            start = end
    return "".join(letters), [*places, len(text)]
