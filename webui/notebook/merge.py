"""Three-way merge of texts, line by line: two people's edits, or one person's in two windows."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

# SequenceMatcher takes quadratic time; beyond this many lines a change counts as one piece. It
# then meets more of the other's changes and conflicts: less clever, never wrong.
_LONGEST_COMPARED = 1_500


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines `start` up to `end` of the base become `lines`; start == end puts lines in."""

    start: int
    end: int
    lines: tuple[str, ...]


def merge(base: str, one: str, other: str) -> str | None:
    """The base with the changes of both, or None when they change the same lines differently.

    Changes of neighbouring lines don't conflict, nor does the same change on both sides. Two
    different insertions at one place do: which comes first is for a person to say.
    """
    lines = base.split("\n")
    changes = _together(_changes(lines, one.split("\n")), _changes(lines, other.split("\n")))
    return None if changes is None else "\n".join(_apply(lines, changes))


def _together(ours: list[_Change], theirs: list[_Change]) -> list[_Change] | None:
    together = sorted({*ours, *theirs}, key=lambda change: (change.start, change.end))
    return None if any(_meet(*pair) for pair in pairwise(together)) else together


def _meet(before: _Change, after: _Change) -> bool:
    if before.start == before.end == after.start == after.end:
        return True
    return after.start < before.end


def _apply(lines: list[str], changes: list[_Change]) -> Iterator[str]:
    at = 0
    for change in changes:
        yield from lines[at : change.start]
        yield from change.lines
        at = change.end
    yield from lines[at:]


def _changes(base: list[str], text: list[str]) -> list[_Change]:
    head = _common_length(base, text)
    tail = _common_length(base[head:][::-1], text[head:][::-1])
    old, new = base[head : len(base) - tail], text[head : len(text) - tail]
    if not old and not new:
        return []
    ways = [[_Change(head, head + len(old), tuple(new))]]
    if max(len(old), len(new)) <= _LONGEST_COMPARED:
        ways.append(list(_compared(old, new, head)))
    if len(old) == len(new):
        ways.append(list(_in_place(old, new, head)))
    return min(reversed(ways), key=_touched)


def _in_place(old: list[str], new: list[str], head: int) -> Iterator[_Change]:
    """Lines changed where they stand. Among equal lines, SequenceMatcher sees others moved."""
    for at, (before, after) in enumerate(zip(old, new, strict=True), start=head):
        if before != after:
            yield _Change(at, at + 1, (after,))


def _compared(old: list[str], new: list[str], head: int) -> Iterator[_Change]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            yield _Change(head + start, head + end, tuple(new[new_start:new_end]))


def _touched(changes: list[_Change]) -> int:
    return sum(change.end - change.start + len(change.lines) for change in changes)


def _common_length(one: list[str], other: list[str]) -> int:
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))
