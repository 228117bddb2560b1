"""A notebook of made-up pages in the proportions of real ones, the same every time.

Words follow Zipf's law (the n-th most common one comes 1/n as often), a page has some 2 kB, one
page in ten is Chinese, and there are headings, tags, tasks, links and front matter.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_SEED = 20_260_301
_VOCABULARY = 60_000
_BYTES = 2_000
_LETTERS = "etaoinshrdlucmfwypvbgkqjxz"
_WEIGHTS = [120, 90, 80, 75, 70, 67, 63, 61, 60, 43, 40, 28, 28, 24, 24, 22, 20, 19, 15, 10, 8]
_FIRST_IDEOGRAPH, _IDEOGRAPHS = 0x4E00, 3_500


@dataclass(frozen=True, slots=True)
class MadePage:
    """One page. `day` counts from the oldest page, one page a quarter of an hour."""

    number: int
    title: str
    body: str


class Corpus:
    """Pages by number, and the words in them by how common they are."""

    def __init__(self, pages: int) -> None:
        self.pages = pages

    @cached_property
    def words(self) -> list[str]:
        """Every word, the commonest first."""
        rng = random.Random(_SEED)
        weights = _WEIGHTS + [1] * (len(_LETTERS) - len(_WEIGHTS))
        words: dict[str, None] = {}
        while len(words) < _VOCABULARY:
            # Common words are short.
            length = round(rng.gauss(2.2 + len(words) ** 0.155, 1.6))
            words["".join(rng.choices(_LETTERS, weights, k=min(max(length, 1), 14)))] = None
        return list(words)

    @cached_property
    def _word_odds(self) -> list[float]:
        return list(itertools.accumulate(1 / (rank + 1.5) for rank in range(_VOCABULARY)))

    @cached_property
    def _ideograph_odds(self) -> list[float]:
        return list(itertools.accumulate(1 / (rank + 12) for rank in range(_IDEOGRAPHS)))

    def __iter__(self) -> Iterator[MadePage]:
        return (self.page(number) for number in range(self.pages))

    def page(self, number: int) -> MadePage:
        """The page with this number; its neighbours need not be made."""
        rng = random.Random(_SEED + number)
        make = self._sentence if number % 10 else self._chinese_sentence
        title = self._title(rng, number)
        parts = list(self._extras(rng, number))
        size = sum(len(part.encode()) for part in parts)
        while size < _BYTES:
            paragraph = " ".join(make(rng) for _ in range(rng.randint(2, 5)))
            size += len(paragraph.encode())
            parts.append(paragraph)
        return MadePage(number, title, "\n\n".join(parts))

    def _title(self, rng: random.Random, number: int) -> str:
        if number % 10 == 0:
            return f"{self._ideographs(rng, rng.randint(2, 8))} {number}"
        # Titles name things: the words that hold a sentence together are rare in them.
        words = [self.words[rng.randint(20, 8_000)] for _ in range(rng.randint(1, 5))]
        return f"{' '.join(words).capitalize()} {number}"

    def _extras(self, rng: random.Random, number: int) -> Iterator[str]:
        if number % 7 == 0:
            yield f"---\nstatus: {rng.choice(('open', 'done', 'waiting'))}\n---"
        if number % 2:
            yield f"## {self._sentence(rng).rstrip('.')}"
        if number % 3 == 0:
            yield f"#{self.words[100 + rng.randint(0, 60)]} #{self.words[200]}/{self.words[201]}"
        if number % 5 == 0:
            yield f"- [ ] {self._sentence(rng)}\n- [x] {self._sentence(rng)}"
        if number % 4 == 0:
            yield f"See [[{self.page_title(rng.randrange(max(1, self.pages // 50)))}]]."

    def page_title(self, number: int) -> str:
        """The title of a page, without its text."""
        return self._title(random.Random(_SEED + number), number)

    def _sentence(self, rng: random.Random) -> str:
        words = rng.choices(self.words, cum_weights=self._word_odds, k=rng.randint(6, 18))
        return f"{' '.join(words).capitalize()}."

    def _chinese_sentence(self, rng: random.Random) -> str:
        parts = [self._ideographs(rng, rng.randint(4, 14)) for _ in range(rng.randint(1, 3))]
        return f"{'，'.join(parts)}。"

    def _ideographs(self, rng: random.Random, count: int) -> str:
        ranks = rng.choices(range(_IDEOGRAPHS), cum_weights=self._ideograph_odds, k=count)
        # A common character is not one with a low number.
        return "".join(chr(_FIRST_IDEOGRAPH + rank * 2_053 % 20_000) for rank in ranks)
