"""The sentence around a place in a Markdown text, as a reader sees it: without the marks."""

import re
from dataclasses import dataclass

# A sentence goes no further than this to either side of what it is shown for.
FURTHEST = 140

_ENDS = ("\n", ". ", "! ", "? ", "。", "！", "？")
_START = re.compile(
    r"[\s>]*(?:#{1,6}\s+|(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?|\|\s*|\[![\w-]+\][+-]?\s*)?"
)
_WIKILINK = re.compile(r"!?\[\[(?:[^\[\]|\n]+\|)?([^\[\]|\n]+)\]\]")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\n]{0,600}\)")
_EMPHASIS = re.compile(r"(?<!\w)(?:\*{1,3}|_{1,3}|~~)(?=\S)|(?<=\S)(?:\*{1,3}|_{1,3}|~~)(?!\w)|`")

_OPENED = re.compile(r"(?:(?<=\s)|^)[*_~`]+$")
_CLOSED = re.compile(r"^[*_~`]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, with what it is shown for between its characters `start` and `end`."""

    text: str
    start: int
    end: int

    @property
    def parts(self) -> tuple[str, str, str]:
        """What stands before, the thing itself, and what stands after."""
        return self.text[: self.start], self.text[self.start : self.end], self.text[self.end :]


def sentence_around(text: str, start: int, end: int, shown: str) -> Sentence:
    """The sentence that holds `text[start:end]`, in the place of which `shown` is to stand."""
    first = max(0, start - FURTHEST)
    begin = max(
        (at + len(ending) for ending in _ENDS if (at := text.rfind(ending, first, start)) >= 0),
        default=first,
    )
    last = min(len(text), end + FURTHEST)
    finish = min(
        (at + 1 for ending in _ENDS if (at := text.find(ending, end, last)) >= 0), default=last
    )
    before, after = text[begin:start], text[end:finish].rstrip()
    if begin == first > 0:
        before = f"…{before.partition(' ')[2]}"
    if finish == last < len(text):
        after = f"{after.rpartition(' ')[0]}…"
    before = plain(before[_START.match(before).end() :])  # type: ignore[union-attr] # matches nothing, too
    # Emphasis around the thing itself was cut in two.
    before, after = _OPENED.sub("", before), _CLOSED.sub("", plain(after))
    return Sentence(f"{before}{shown}{after}", len(before), len(before) + len(shown))


def plain(text: str) -> str:
    """A stretch of Markdown without its marks: the words of links alone, no emphasis, no code."""
    if "[" in text:
        text = _LINK.sub(r"\1", _WIKILINK.sub(r"\1", text))
    return _EMPHASIS.sub("", text)
