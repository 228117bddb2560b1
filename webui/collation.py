"""The order of names in lists, as people of each language expect it.

Everywhere letters come by their base letter, whatever stands on it (Ä beside A, é beside e),
capital or small, and numbers by their value (Part 2 before Part 10). Chinese and Japanese
characters come as each language's own character set was laid out for this: simplified ones by their
reading (GB 2312, pinyin), traditional ones by their strokes (Big5), Japanese ones by their reading
(JIS). Characters that such a set does not hold come after those that it holds.

What is put in order here is what one page shows, a thousand names at most; where a folder holds
more, the index says which those are. ICU would know more, but has no wheels for every system.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

from webui.language import spoken

# Han characters begin here; what is below in a script without case is an alphabet.
_FIRST_HAN = 0x3400
_T = TypeVar("_T")
_CHARACTER_SETS = {"zh-Hans": "gb2312", "zh-Hant": "big5", "ja": "shift_jis"}
_LEFT_BY_FOLDING = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th"})
_DIGITS = re.compile(r"(\d+)")
# Katakana lies as far behind hiragana: both are one alphabet.
_KATAKANA, _BEHIND_HIRAGANA = range(0x30A1, 0x30F7), 0x60
# Spanish alone counts a letter with a mark as one of its own.
_ENYE, _LAST = "n\u0303", "\U0010ffff"

Key = tuple[tuple[tuple[int, int, str], ...], str]


def in_order(things: Iterable[_T], name: Callable[[_T], str]) -> list[_T]:
    """Answer `things` by their names, in the order of the person's language."""
    tag = spoken().tag
    return sorted(things, key=lambda each: sort_key(name(each), tag))


@lru_cache(maxsize=4096)
def sort_key(name: str, tag: str) -> Key:
    """Answer what puts `name` into its place among others in the language `tag`."""
    text = unicodedata.normalize("NFKD", name.casefold()).translate(_LEFT_BY_FOLDING)
    if tag == "es":
        text = text.replace(_ENYE, f"n{_LAST}")
    characters = "".join(each for each in text if not unicodedata.combining(each))
    parts = (part for part in _DIGITS.split(characters) if part)
    return tuple(each for part in parts for each in _places(part, tag)), name


def _places(part: str, tag: str) -> list[tuple[int, int, str]]:
    if part.isdecimal():
        # By length first, as a number too long for an integer would be compared.
        plain = "".join(str(unicodedata.decimal(each)) for each in part).lstrip("0")
        return [(1, len(plain), plain)]
    return [_place(each, tag) for each in part]


def _place(character: str, tag: str) -> tuple[int, int, str]:
    """Signs, then numbers, then letters, then characters that the language orders its own way."""
    number = ord(character)
    if number in _KATAKANA:
        return 2, number - _BEHIND_HIRAGANA, ""
    if number < _FIRST_HAN or tag not in _CHARACTER_SETS:
        return (2 if character.isalpha() or character == _LAST else 0), number, ""
    try:
        found = character.encode(_CHARACTER_SETS[tag])
    except UnicodeEncodeError:
        return 4, number, ""
    return 3, int.from_bytes(found, "big"), ""
