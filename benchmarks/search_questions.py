"""What people ask, by classes that cost a search engine differently."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from benchmarks.corpus import Corpus

_SEED = 7

Make = Callable[[random.Random, Corpus], str]


def make_questions(corpus: Corpus, count: int) -> Mapping[str, list[str]]:
    """Different questions of each class, the same every time for the same corpus."""
    return {
        name: [make(random.Random(_SEED + number), corpus) for number in range(count)]
        for name, make in _CLASSES.items()
    }


def _word(rng: random.Random, corpus: Corpus, first: int, last: int) -> str:
    return corpus.words[rng.randint(first, last)]


def _beginning(length: int) -> Make:
    def make(rng: random.Random, corpus: Corpus) -> str:
        words = [word for word in corpus.words[:5_000] if len(word) > length]
        return rng.choice(words)[:length]

    return make


def _phrase(rng: random.Random, corpus: Corpus, length: int) -> str:
    """Words that stand side by side in some page."""
    while True:
        words = corpus.page(rng.randrange(corpus.pages) | 1).body.split("\n\n")[-1].split()
        if len(words) > length:
            start = rng.randrange(len(words) - length)
            return f'"{" ".join(words[start : start + length])}"'


def _ideographs(length: int) -> Make:
    def make(rng: random.Random, corpus: Corpus) -> str:
        body = corpus.page(rng.randrange(corpus.pages) // 10 * 10).body.split("\n\n")[-1]
        start = rng.randrange(max(1, len(body) - length - 1))
        run = body[start : start + length]
        return run if all(letter >= "\u4e00" for letter in run) else make(rng, corpus)

    return make


def _common_phrase(rng: random.Random, corpus: Corpus) -> str:
    return f'"{_word(rng, corpus, 0, 15)} {_word(rng, corpus, 0, 15)}"'


_CLASSES: dict[str, Make] = {
    "rare word": lambda rng, corpus: f"{_word(rng, corpus, 10_000, 50_000)} ",
    "common word": lambda rng, corpus: f"{_word(rng, corpus, 50, 1_000)} ",
    "commonest words": lambda rng, corpus: f"{_word(rng, corpus, 0, 20)} ",
    "prefix of 1": _beginning(1),
    "prefix of 2": _beginning(2),
    "prefix of 3": _beginning(3),
    "prefix of 4": _beginning(4),
    "prefix of 6": _beginning(6),
    "phrase of 2": lambda rng, corpus: _phrase(rng, corpus, 2),
    "phrase of 4": lambda rng, corpus: _phrase(rng, corpus, 4),
    "phrase, commonest": _common_phrase,
    "AND of 2": lambda rng, corpus: f"{_word(rng, corpus, 20, 500)} {_word(rng, corpus, 20, 500)} ",
    "AND of 3, commonest": lambda rng, corpus: " ".join(
        [*(_word(rng, corpus, 0, 30) for _ in range(3)), ""]
    ),
    "OR": lambda rng, corpus: f"{_word(rng, corpus, 0, 500)} OR {_word(rng, corpus, 0, 500)} ",
    "CJK, 1 character": _ideographs(1),
    "CJK, 2 characters": _ideographs(2),
    "CJK, 4 characters": _ideographs(4),
    "not": lambda rng, corpus: f"{_word(rng, corpus, 20, 500)} -{_word(rng, corpus, 0, 20)}",
    # Many pages have each of them, and hardly any all.
    "hardly ever together": lambda rng, corpus: (
        f"{_ideographs(1)(rng, corpus)} {_word(rng, corpus, 0, 20)} {_word(rng, corpus, 0, 20)} "
    ),
    "commonest, not commonest": lambda rng, corpus: (
        f"{_word(rng, corpus, 0, 20)} -{_word(rng, corpus, 0, 3)}"
    ),
    "tag": lambda rng, corpus: f"tag:{_word(rng, corpus, 100, 160)} {_word(rng, corpus, 0, 50)} ",
    "has, property": lambda rng, corpus: f"has:task status:open {_word(rng, corpus, 0, 50)} ",
    "links": lambda rng, corpus: (
        f'links:"{corpus.page_title(rng.randrange(max(1, corpus.pages // 50)))}"'
    ),
    "title": lambda rng, corpus: f"title:{_word(rng, corpus, 20, 2_000)}",
    "updated": lambda rng, corpus: f"updated:2022-01..2022-06 {_word(rng, corpus, 0, 100)} ",
}
