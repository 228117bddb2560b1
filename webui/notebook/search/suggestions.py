"""What may have been meant, when few pages answer: words that are nearly those typed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import apsw

from webui.notebook.search.asking import Asker, list_texts
from webui.notebook.search.listing import list_places, read_candidates
from webui.notebook.search.nodes import Node, Text

MOST_WORDS, MOST_TITLES = 3, 3
_SHORTEST = 3
# The letters of the script that a word is written in are what a finger slips to.
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "אבגדהוזחטיכלמנסעפצקרשתךםןףץ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A search that finds something, or (with `slug`) a page whose title is near."""

    text: str
    slug: str | None = None


def suggest(connection: apsw.Connection, node: Node, typed: str) -> list[Suggestion]:
    """Searches with a word put right, the commonest first, then pages with titles like that."""
    searches: list[Suggestion] = []
    titles: dict[str, Suggestion] = {}
    for text in list_texts(node):
        for near in _near_texts(connection, text):
            word, meant = text.pieces[-1][0], near.pieces[-1][0]
            put_right = _replace_word(typed, word, meant)
            if put_right is not None and len(searches) < MOST_WORDS:
                searches.append(Suggestion(put_right))
            for page in _titled(connection, near):
                titles.setdefault(page.slug or "", page)
    return [*searches, *list(titles.values())[:MOST_TITLES]]


def near_words(connection: apsw.Connection, word: str) -> list[str]:
    """Words of the notebook that differ by one letter: another, one more, one less, two swapped."""
    variants = set(_variants(word)) - {word}
    rows: list[Any] = connection.execute(
        "select word from search_words where word in (select value from json_each(?))",
        (json.dumps(sorted(variants)),),
    ).fetchall()
    return [row[0] for row in rows]


def _near_texts(connection: apsw.Connection, text: Text) -> list[Text]:
    """The same text with its one word put right, the commonest first."""
    if len(text.pieces) > 1 or text.pieces[0][1] or len(text.pieces[0][0]) < _SHORTEST:
        return []
    asker = Asker(connection)
    found = []
    for word in near_words(connection, text.pieces[0][0]):
        near = replace(text, pieces=((word, False),), begins=False)
        places = list_places(connection, asker.expression_of(near), 50)
        if places:
            found.append((len(places), near))
    found.sort(key=lambda each: (-each[0], each[1].pieces))
    return [near for _, near in found[:MOST_WORDS]]


def _titled(connection: apsw.Connection, text: Text) -> Iterator[Suggestion]:
    asker = Asker(connection)
    expression = asker.expression_of(replace(text, field="title"))
    for page in read_candidates(connection, list_places(connection, expression, MOST_TITLES)):
        yield Suggestion(page.title, page.slug)


def _replace_word(typed: str, word: str, meant: str) -> str | None:
    """What was typed, with one word replaced; None when it stands there in another form."""
    at = typed.lower().find(word)
    return None if at < 0 else typed[:at] + meant + typed[at + len(word) :]


def _variants(word: str) -> Iterator[str]:
    letters = next((letters for letters in _ALPHABETS if set(word) & set(letters)), "")
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in letters:
            yield before + letter + after
            yield before + letter + after[1:]
