"""What a class of faults came to: how often it was tried, what was lost, what the person saw."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

_EXAMPLES = 5
_SENTENCES = 4


@dataclass
class Tally:
    """One line of the report.

    Lost is an acknowledged save that is gone or changed, text that stands readable on the disk, or
    an end without a word: anything a person could not have known of and put right.
    """

    name: str
    tries: int = 0
    losses: int = 0
    saw: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def count(self, saw: str) -> None:
        """One try, in which nothing was lost and this was on the screen."""
        self.tries += 1
        self.saw[saw] += 1

    def lose(self, example: object) -> None:
        """Something was lost; the try is counted by `count`."""
        self.losses += 1
        if len(self.examples) < _EXAMPLES:
            self.examples.append(f"{example!r:.300}")

    @property
    def is_clean(self) -> bool:
        return self.tries > 0 and self.losses == 0

    def __str__(self) -> str:
        told = [f"{sentence} ({number:,})" for sentence, number in self.saw.most_common(_SENTENCES)]
        rest = len(self.saw) - _SENTENCES
        told += [f"and {rest} more"] if rest > 0 else []
        line = f"{self.name:<30} tries {self.tries:>6,}  lost {self.losses:>3,}  saw: "
        return "\n".join([line + "; ".join(told), *(f"    LOST {each}" for each in self.examples)])
