"""Text as search sees it: one form for each letter, and the pieces that can be asked for.

Scripts that put spaces between words are cut into words. Chinese, Japanese, Korean, Thai and
their like are not: every character of them is a piece, so that any part of a sentence is found.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Hangul too: particles hang on its words, and one looks for the word without them.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u19e0-\u19ff\u1a20-\u1aaf\u2e80-\u2fdf"
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3040-\u30ff\u3130-\u318f\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uac00-\ud7ff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
# Currencies, arrows, mathematics, dingbats, emoji and their skin tones.
_SIGNS = (
    "\u20a0-\u20cf\u2190-\u2bff\U0001f000-\U0001faff"
    "\u00a2-\u00a9\u00ac\u00ae-\u00b1\u00b6\u00d7\u00f7"
)
GRAMS = _UNSPACED + _SIGNS

# What a search does not tell apart: accents of Latin, Greek and Cyrillic (but й is no и), vowel
# points of Hebrew and Arabic, the Arabic stretcher, joiners, and all that is drawn as nothing.
_DROPPED = re.compile(
    "(?<![иИ])\u0306|[\u0300-\u0305\u0307-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4"
    "\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e01ef]"
)
# Letters that Unicode takes for whole, and a person for a letter with something on it.
_PLAIN = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "ŋ": "n",
        "ð": "d",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "\u2019": "'",
        "\u2018": "'",
    }
)
_ASCII_WORD = re.compile("[a-z0-9]+")
_SPACED_MARKS = (
    *((0x0900, 0x0E00), (0x0F00, 0x1000), (0x1700, 0x1780), (0x1800, 0x1E00)),
    *((0xA800, 0xAC00), (0x11000, 0x11C00)),
)


def fold(text: str) -> str:
    """The text without what a search does not tell apart: case, accents, width, joiners.

    A fold's fold is itself.
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFC", _DROPPED.sub("", unicodedata.normalize("NFKD", text)))
    return unicodedata.normalize("NFC", plain.casefold().translate(_PLAIN))


def cut(folded: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a folded text in their order: a word, or (with True) a run of grams."""
    if folded.isascii():
        yield from ((word, False) for word in _ASCII_WORD.findall(folded))
        return
    for word, grams in _pieces().findall(folded):
        yield (grams, True) if grams else (word, False)


def is_gram(character: str) -> bool:
    """Whether a character is a piece by itself."""
    return _gram().match(character) is not None


def letter_pattern() -> str:
    """A regular expression of one character that words are made of."""
    return f"(?:[^\\W_{GRAMS}]|[{_marks()}])"


@lru_cache(maxsize=1)
def _pieces() -> re.Pattern[str]:
    return re.compile(f"({letter_pattern()}+)|([{GRAMS}]+)")


@lru_cache(maxsize=1)
def _gram() -> re.Pattern[str]:
    return re.compile(f"[{GRAMS}]")


@lru_cache(maxsize=1)
def _marks() -> str:
    """What is no letter to `re`, but stands inside the words of India and its neighbours."""
    return "".join(
        chr(code)
        for first, end in _SPACED_MARKS
        for code in range(first, end)
        if unicodedata.category(chr(code))[0] == "M" and not is_gram(chr(code))
    )
