"""What a run of made-up input came to."""

from __future__ import annotations

from dataclasses import dataclass, field

_EXAMPLES = 5


@dataclass
class Tally:
    """Counts of one run. `refused` is what was turned away, or came out harmless.

    What got through, was slow, or ended in an error keeps a few examples.
    """

    name: str
    tried: int = 0
    refused: int = 0
    through: int = 0
    slow: int = 0
    errors: int = 0
    slowest: float = 0.0
    examples: list[str] = field(default_factory=list)

    def refuse(self) -> None:
        self.refused += 1

    def let_through(self, example: object) -> None:
        self.through += 1
        self._keep("got through", example)

    def fail(self, example: object) -> None:
        self.errors += 1
        self._keep("error", example)

    def time(self, seconds: float, limit: float, example: object) -> None:
        """Count one try and the time it took, against the time it may take."""
        self.tried += 1
        self.slowest = max(self.slowest, seconds)
        if seconds > limit:
            self.slow += 1
            self._keep(f"{seconds:.2f} s", example)

    @property
    def is_clean(self) -> bool:
        return self.tried > 0 and not (self.through or self.slow or self.errors)

    def __str__(self) -> str:
        line = (
            f"{self.name:<10} tried {self.tried:>9,}  refused {self.refused:>9,}  "
            f"got through {self.through}  slow {self.slow}  errors {self.errors}  "
            f"(slowest {self.slowest * 1000:.0f} ms)"
        )
        return "\n".join([line, *(f"           {each}" for each in self.examples)])

    def _keep(self, what: str, example: object) -> None:
        if len(self.examples) < _EXAMPLES:
            self.examples.append(f"{what}: {example!r:.300}")
