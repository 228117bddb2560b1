"""What a page is found by: the tokens that the index holds for it.

The index knows which pages hold a token and nothing else, newest page first. So whatever is asked
is a question about tokens, and each kind has a sign in front that no word begins with:

    word        a word, one character of an unspaced script, or two neighbours of it
    ^wor        a word begins so
    ~word       the page says it often; ~~, ~~~ and so on more often still
    @word       it stands in a heading
    +word &wor  it stands in the title; a word of the title begins so
    <the_ti     the title begins so
    $1f3a       the title is this (by its hash)
    %1f3a       two words stand side by side (by their hash: see `pair_of`)
    #tag /folder >slug !task =key =key=word
    [2026-03 ]2026-03   made, changed in this year, month, on this day
    |           every page
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from zlib import crc32

from webui.notebook.search.facts import Facts
from webui.notebook.search.letters import cut, fold
from webui.notebook.tags import with_ancestors

EVERY_PAGE = "|"
LONGEST_WORD = 40
# What each length of beginnings adds to the index, against the text: 0.01 for the first letter,
# then 0.07, 0.10, 0.12 and 0.11. Each answers in one list what else would be thousands of words.
# A longer beginning is looked up among the words: few begin with the same six letters.
LONGEST_PREFIX = 5
LONGEST_TITLE_PREFIX = 8
LONGEST_TITLE_START = 16
# How often a word stands in a page of ordinary length, for each "~".
OFTEN = (4, 8, 16, 24, 32, 48)
_ORDINARY_LENGTH = 300
# Few enough for short lists, many enough that two words of a page rarely look like two others.
_PAIRS = 1 << 17


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index is told of a page."""

    tokens: frozenset[str]
    words: frozenset[str]


def entry_of(
    title: str, body: str, slug: str, facts: Facts, created: datetime, updated: datetime
) -> Entry:
    """What to keep of a page. The two moments are in the person's own time zone."""
    heading = list(cut(fold(title)))
    text = list(cut(fold(body)))
    counts = _count(text)
    tokens = set(counts)
    tokens.update(_units(heading))
    words = _words(heading) | _words(text)
    tokens.update(_prefixes("^", words, LONGEST_PREFIX))
    tokens.update(_pairs(heading))
    tokens.update(_pairs(text))
    tokens.update(_often(counts, len(text)))
    tokens.update(f"@{unit}" for line in facts.headings for unit in _units(cut(fold(line))))
    tokens.update(_title_tokens(heading))
    for alias in facts.aliases:
        tokens.update(_title_tokens(list(cut(fold(alias)))))
    tokens.update(_fact_tokens(facts, slug))
    tokens.update(_day_tokens("[", created))
    tokens.update(_day_tokens("]", updated))
    tokens.add(EVERY_PAGE)
    return Entry(frozenset(tokens), frozenset(words))


def pair_of(first: str, second: str) -> str:
    """The token of two neighbouring words.

    A hash of 17 bits: pairs kept by name would take as much room as the text. Two words that are
    both in a page and whose hash is, too, stand side by side there but for one page in 400.
    """
    return f"%{crc32(f'{first} {second}'.encode()) % _PAIRS:x}"


def grams_of(run: str) -> list[str]:
    """The tokens that a page has which holds this run of an unspaced script."""
    return [run] if len(run) == 1 else [first + second for first, second in pairwise(run)]


def title_key(pieces: Iterable[tuple[str, bool]]) -> str:
    """A title as titles are compared: its words and nothing between them."""
    return "_".join(piece[:LONGEST_WORD] for piece, _ in pieces)


def whole_title(key: str) -> str:
    """The token of a page whose title has this key."""
    return f"${crc32(key.encode()):x}"


def day_tokens(sign: str, year: int, month: int, day: int) -> tuple[str, str, str]:
    """The tokens of a day: for its year, its month, and itself."""
    return (
        f"{sign}{year:04}",
        f"{sign}{year:04}-{month:02}",
        f"{sign}{year:04}-{month:02}-{day:02}",
    )


def property_key(name: str) -> str:
    """A property's name as names are compared."""
    return "-".join(piece for piece, _ in cut(fold(name)))


def property_words(value: str) -> list[str]:
    """The words by which a property's value is asked for."""
    return [piece[:LONGEST_WORD] for piece, _ in cut(fold(value))]


def _count(pieces: Iterable[tuple[str, bool]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for piece, is_run in pieces:
        if is_run:
            counts.update(piece)
            counts.update(grams_of(piece) if len(piece) > 1 else ())
        else:
            counts[piece[:LONGEST_WORD]] += 1
    return counts


def _units(pieces: Iterable[tuple[str, bool]]) -> Iterator[str]:
    return iter(_count(pieces))


def _words(pieces: Iterable[tuple[str, bool]]) -> set[str]:
    return {piece[:LONGEST_WORD] for piece, is_run in pieces if not is_run}


def _prefixes(sign: str, words: Collection[str], longest: int) -> Iterator[str]:
    """The real beginnings of words: a word is no beginning of itself."""
    for length in range(longest, 0, -1):
        beginnings = {word[:length] for word in words if len(word) > length}
        yield from [sign + beginning for beginning in beginnings]


def _pairs(pieces: list[tuple[str, bool]]) -> Iterator[str]:
    words = ["" if is_run else piece[:LONGEST_WORD] for piece, is_run in pieces]
    # As `pair_of`, all at once: there are as many as words, and a save waits for them.
    pairs = {f"{first} {second}" for first, second in pairwise(words) if first and second}
    yield from [f"%{crc32(pair.encode()) % _PAIRS:x}" for pair in pairs]


def _often(counts: Counter[str], length: int) -> Iterator[str]:
    """More than once in a line says as much as many times in a long page."""
    share = 0.5 + 0.5 * length / _ORDINARY_LENGTH
    needed = [max(2, least * share) for least in OFTEN]
    for unit, count in counts.items():
        if count >= needed[0]:
            for level, least in enumerate(needed, start=1):
                if count >= least:
                    yield "~" * level + unit


def _title_tokens(pieces: list[tuple[str, bool]]) -> Iterator[str]:
    yield from (f"+{unit}" for unit in _units(pieces))
    yield from _prefixes("&", _words(pieces), LONGEST_TITLE_PREFIX)
    key = title_key(pieces)
    yield whole_title(key)
    for length in range(1, min(len(key), LONGEST_TITLE_START) + 1):
        yield f"<{key[:length]}"


def _fact_tokens(facts: Facts, slug: str) -> Iterator[str]:
    yield from (f"!{kind}" for kind in facts.kinds)
    yield from (f">{target}" for target in facts.links)
    yield from (f"#{tag}" for tag in with_ancestors(facts.tags))
    yield from (f"/{folder}" for folder in with_ancestors([slug.rpartition("/")[0]]) if folder)
    for key, value in facts.properties:
        name = property_key(key)
        yield f"={name}"
        yield from (f"={name}={word}" for word in property_words(value))


def _day_tokens(sign: str, moment: datetime) -> tuple[str, str, str]:
    return day_tokens(sign, moment.year, moment.month, moment.day)
