"""Facts about characters that titles, addresses, names and passwords share."""

import re
import unicodedata

# Characters that are drawn as nothing and are letters or marks all the same (Unicode's
# Default_Ignorable_Code_Point outside category Cf): Hangul fillers, Khmer inherent vowels,
# the grapheme joiner, variation selectors.
VARIATION_SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
_UNSEEN = re.compile(f"[{_FILLERS}{VARIATION_SELECTORS}]")
_FILLER = re.compile(f"[{_FILLERS}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Cf characters that are drawn: Arabic, Syriac and Kaithi number and verse signs.
_DRAWN_FORMATS = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")
_JOINERS = "\u200c\u200d"


def replace_surrogates(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which UTF-8 can't carry."""
    return _SURROGATE.sub("\ufffd", text)


def without_unseen(text: str) -> str:
    """The text without characters that are drawn as nothing, joiners included."""
    text = _UNSEEN.sub("", text)
    # What Python can print has neither controls nor formats; nearly every text is so.
    return text if text.isprintable() else "".join(c for c in text if not _is_invisible(c))


def clean_line(text: str) -> str:
    """One line of text as a person sees it, in NFC.

    Controls, bidi controls and zero-width characters go; any run of white space becomes one space;
    the joiners U+200C and U+200D stay between characters of scripts that write with them, and
    within emoji. Empty when nothing of the text is drawn.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    line = " ".join(replace_surrogates(text).split())
    line = _FILLER.sub("", line)
    if not line.isprintable():
        line = "".join(
            c for at, c in enumerate(line) if not _is_invisible(c) or _is_joining(line, at)
        )
    line = unicodedata.normalize("NFC", " ".join(line.split()))
    return line if without_unseen(line).strip() else ""


def _is_invisible(character: str) -> bool:
    category = unicodedata.category(character)
    return category == "Cc" or (category == "Cf" and not _DRAWN_FORMATS.match(character))


def _is_joining(line: str, at: int) -> bool:
    # RFC 5892 (appendix A) allows joiners by script; Python knows no scripts, so this goes by
    # place: no script below Hebrew joins, nor do digits and punctuation.
    if line[at] not in _JOINERS or not 0 < at < len(line) - 1:
        return False
    return all(
        c >= "\u0590" and unicodedata.category(c)[0] in "LMS" for c in (line[at - 1], line[at + 1])
    )
