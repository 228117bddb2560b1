"""The way back from a text to the one before it, without keeping both.

A window saves with the number of the revision that it started from. That text must be there to
merge against, long after autosave replaced it; kept whole, an hour of typing would be a hundred
megabytes.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """The former text is the later one with `middle` between its `head` first and `tail` last."""

    head: int
    tail: int
    middle: str

    def undo(self, later: str) -> str:
        """The former text."""
        return later[: self.head] + self.middle + later[len(later) - self.tail :]


def step_between(former: str, later: str) -> Step:
    """What to keep of `former` once `later` is kept whole."""
    head = _common_head(former, later)
    rest, later_rest = former[head:], later[head:]
    tail = _common_head(rest[::-1], later_rest[::-1])
    return Step(head, tail, rest[: len(rest) - tail])


def _common_head(one: str, other: str) -> int:
    """The length of the common start, by halving: slices compare faster than characters."""
    same, longest = 0, min(len(one), len(other))
    while same < longest:
        middle = (same + longest + 1) // 2
        if one[same:middle] == other[same:middle]:
            same = middle
        else:
            longest = middle - 1
    return same
