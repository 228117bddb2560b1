"""What changed between two texts, line by line and, within changed lines, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]

# SequenceMatcher takes quadratic time. Beyond these a change counts as one piece.
_MOST_LINES = 2_000
_MOST_WORDS = 3_000
_LONGEST_LINES = 200_000

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
# Of lines that stayed, so many are shown around a change.
_AROUND = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stayed, went or came."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that belong together: changed ones with a few around them. `skipped` came before."""

    pieces: tuple[Piece, ...]
    skipped: int


def compare(old: str, new: str) -> list[Passage]:
    """The passages that differ, in order; none when the texts are the same."""
    blocks = list(_blocks(old.split("\n"), new.split("\n")))
    passages: list[Passage] = []
    pieces: list[Piece] = []
    skipped = 0
    for at, (before, after) in enumerate(blocks):
        if before != after:
            pieces += _compare_words(before, after)
            continue
        head = before[:_AROUND] if pieces else []
        tail = before[max(len(head), len(before) - _AROUND) :] if at + 1 < len(blocks) else []
        left = len(before) - len(head) - len(tail)
        if head:
            pieces.append(Piece("same", _text(head)))
        if left:
            if pieces:
                passages.append(Passage(tuple(pieces), skipped))
            pieces, skipped = [], left
        if tail:
            pieces.append(Piece("same", _text(tail)))
    if any(piece.kind != "same" for piece in pieces):
        passages.append(Passage(tuple(pieces), skipped))
    return passages


def _blocks(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Lines that stayed, as equal pairs, and those that changed, one after the other."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    if head:
        yield old[:head], old[:head]
    if max(len(before), len(after)) <= _MOST_LINES:
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        for _, start, end, new_start, new_end in matcher.get_opcodes():
            yield before[start:end], after[new_start:new_end]
    elif before or after:
        yield before, after
    if tail:
        yield old[-tail:], old[-tail:]


def _compare_words(before: list[str], after: list[str]) -> Iterator[Piece]:
    old, new = _text(before), _text(after)
    if len(old) + len(new) > _LONGEST_LINES:
        yield from _whole(old, new)
        return
    old_words, new_words = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(old_words), len(new_words)) > _MOST_WORDS:
        yield from _whole(old, new)
        return
    matcher = SequenceMatcher(None, old_words, new_words, autojunk=False)
    # Two lines that share little but their spaces are easier read one after the other.
    if matcher.ratio() < 0.4:  # noqa: PLR2004
        yield from _whole(old, new)
        return
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(old_words[start:end]))
        else:
            yield from _whole("".join(old_words[start:end]), "".join(new_words[new_start:new_end]))


def _whole(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece("gone", old)
    if new:
        yield Piece("new", new)


def _text(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _common(one: list[str], other: list[str]) -> int:
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))
