"""The sentences of a page that answer, with what was asked for marked in them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from webui.notebook.search.letters import fold
from webui.notebook.search.matching import any_of, pattern_of
from webui.notebook.search.nodes import Text

MOST_SENTENCES = 2
LONGEST_SENTENCE = 200
_BEFORE = 60
_SEARCHED = 50_000
_MOST_MATCHES = 3
_MOST_LOOKED_AT = 3
_FURTHEST = 300

_ENDS = ("\n", ". ", "! ", "? ", "。", "！", "？")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
# What Markdown writes and a reader doesn't see.
_START = re.compile(
    r"[\s>]*(?:#{1,6}\s+|(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?|\|\s*|[`~]{3,}\w*)?"
)
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


class Marker:
    """Shows where in a page stands what was asked for."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._patterns = [pattern_of(text) for text in texts if text.field == "any"]
        self._any = any_of(list(texts))

    def mark(self, text: str) -> Line:
        """The text in parts, what was asked for apart."""
        if self._any is None:
            return (Part(text, is_match=False),) if text else ()
        folded, places = _fold_with_places(text)
        parts = []
        at = 0
        for found in self._any.finditer(folded):
            start, end = places[found.start()], places[found.end()]
            if start >= at and end > start:
                parts += [Part(text[at:start], False), Part(text[start:end], True)]
                at = end
        parts.append(Part(text[at:], is_match=False))
        return tuple(part for part in parts if part.text)

    def excerpt(self, body: str) -> list[Line]:
        """The sentences that hold most of what was asked for; the first one when none does."""
        start = _FRONT_MATTER.match(body) if body.startswith("---") else None
        text = body[start.end() if start else 0 :][:_SEARCHED]
        sentences = _matching_sentences(text, self._patterns)
        best = sorted(sentences, key=lambda start: (-len(sentences[start].found), start))
        lines = {start: _without_marks(sentences[start].text) for start in best[:_MOST_LOOKED_AT]}
        telling = [start for start, line in lines.items() if not _TAGS_ALONE.fullmatch(line)]
        chosen = sorted((telling or list(lines))[:MOST_SENTENCES])
        if chosen:
            return [self.mark(lines[start]) for start in chosen]
        return [self.mark(_shorten(each, 0)) for each in islice(_all_sentences(text), 1)]


@dataclass(slots=True)
class _Sentence:
    text: str
    found: set[int]


def _matching_sentences(body: str, patterns: Sequence[re.Pattern[str]]) -> dict[int, _Sentence]:
    """Sentences by where they begin, and which of the patterns found something in them.

    The first finds of each pattern are looked at: a common word stands everywhere.
    """
    folded, places = _fold_with_places(body)
    sentences: dict[int, _Sentence] = {}
    for number, pattern in enumerate(patterns):
        for match in islice(pattern.finditer(folded), _MOST_MATCHES):
            at = places[match.start()]
            start, end = _bounds(body, at, places[match.end()])
            if start not in sentences:
                sentences[start] = _Sentence(_cut_around(body, start, end, at), set())
            sentences[start].found.add(number)
    return sentences


def _bounds(body: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence begins and ends that has this in it."""
    first = max(0, start - _FURTHEST)
    before = ((body.rfind(ending, first, start), ending) for ending in _ENDS)
    first = max((at + len(ending) for at, ending in before if at >= 0), default=first)
    last = end + _FURTHEST
    ends = (body.find(ending, end, last) for ending in _ENDS)
    return first, min((at + 1 for at in ends if at >= 0), default=min(len(body), last))


def _all_sentences(body: str) -> Iterator[str]:
    start = 0
    while start < len(body):
        _, end = _bounds(body, start, start)
        sentence = _without_marks(body[start:end])
        start = end
        if sentence and not _TAGS_ALONE.fullmatch(sentence):
            yield sentence


def _without_marks(text: str) -> str:
    plain = text[_START.match(text).end() :].strip()  # type: ignore[union-attr] # matches nothing, too
    plain = _LINK.sub(r"\1", _WIKILINK.sub(r"\1", plain)) if "[" in plain else plain
    return _EMPHASIS.sub("", plain)


def _cut_around(body: str, start: int, end: int, at: int) -> str:
    """The sentence; of a long one the part in which `at` lies."""
    if end - start <= LONGEST_SENTENCE:
        return body[start:end]
    return _shorten(body[start:end], at - start)


def _shorten(sentence: str, at: int) -> str:
    start = max(0, at - _BEFORE)
    if start:
        # Not from the middle of a word, where there are any.
        start = max(start, sentence.find(" ", start, at) + 1)
    end = start + LONGEST_SENTENCE
    if end < len(sentence):
        end = max(sentence.rfind(" ", end - _BEFORE, end), end - _BEFORE // 3)
    return (
        f"{'…' if start else ''}{sentence[start:end].rstrip()}{'…' if end < len(sentence) else ''}"
    )


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
