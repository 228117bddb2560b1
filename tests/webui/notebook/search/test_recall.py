"""Everything that a plain scan of all pages finds, the search finds too."""

import random
import re
from collections.abc import Iterator

import pytest

from webui.notebook import Notebook
from webui.notebook.search.letters import fold

_SENTENCES = (
    "今天在花园里看书，天气很好。晚上去了图书馆。",
    "機械学習のカタカナとひらがな、東京都の電車。ガラスとカラス。",
    "오늘은 정원에서 책을 읽었다. 한국어로 쓴 일기.",
    "วันนี้อ่านหนังสือในสวน อากาศดีมาก น้ำ",
    "ភាសាខ្មែរ និង ພາສາລາວ မြန်မာဘာသာ",
    "The quick brown fox jumps over the lazy dog. Naïve café, Ångström, façade.",
    "Größere Straßen führen über Łódź nach Österreich.",
    "Сегодня я читал книгу в саду. Ёлка, мой дом, йод.",
    "Σήμερα διάβασα ένα βιβλίο στον κήπο.",
    "היום קראתי ספר בגן. שָׁלוֹם",
    "قرأتُ اليوم كتاباً في الحديقة",
    "आज मैंने बगीचे में किताब पढ़ी। हिन्दी",
    "iPhone手机和MacBook电脑，Python编程 v3.11",
    "👩‍💻 writes, ☕️ helps, 🇩🇪 and ❤️; €5 → £4",
)
_PAGES = 120


@pytest.fixture
def pages(notebook: Notebook) -> dict[str, str]:
    """Titles and folded texts of pages that mix scripts."""
    rng = random.Random(7)
    texts = {}
    for number in range(_PAGES):
        chosen = rng.sample(_SENTENCES, k=rng.randint(1, 4))
        body = "\n\n".join(_shuffled(rng, sentence) for sentence in chosen)
        page = notebook.pages.create(f"{number}", body)
        texts[page.title] = fold(body)
    return texts


def _shuffled(rng: random.Random, sentence: str) -> str:
    """The sentence from some place on, so that not every page has all of it."""
    start = rng.randrange(len(sentence) // 2)
    return sentence[start:] + sentence[:start]


def _unspaced(text: str) -> Iterator[str]:
    yield from re.findall(
        r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7ff\u0e00-\u0eff\u1780-\u17ff\u1000-\u109f]+", text
    )


@pytest.mark.parametrize("length", [1, 2, 3, 5, 8])
def test_every_part_of_a_text_without_spaces_is_found(
    notebook: Notebook, pages: dict[str, str], length: int
) -> None:
    rng = random.Random(length)
    runs = [
        run for sentence in _SENTENCES for run in _unspaced(fold(sentence)) if len(run) >= length
    ]
    for _ in range(40):
        run = rng.choice(runs)
        start = rng.randrange(len(run) - length + 1)
        asked = run[start : start + length]
        scanned = {title for title, text in pages.items() if asked in text}
        assert _found(notebook, f'"{asked}"') == scanned, asked


def test_every_word_is_found_with_and_without_its_accents(
    notebook: Notebook, pages: dict[str, str]
) -> None:
    words = {word for sentence in _SENTENCES for word in re.findall(r"[^\W\d_]{2,}", sentence)}
    spaced = [word for word in words if not list(_unspaced(fold(word))) and max(word) < "\u0900"]
    assert len(spaced) > 40
    for word in spaced:
        whole = re.compile(rf"(?<!\w){re.escape(fold(word))}(?!\w)")
        scanned = {title for title, text in pages.items() if whole.search(text)}
        assert _found(notebook, f'"{word}"') == scanned, word
        assert _found(notebook, f'"{fold(word).upper()}"') == scanned, word


def test_every_phrase_is_found_and_nothing_else(notebook: Notebook, pages: dict[str, str]) -> None:
    words = re.findall(r"\w+", fold(_SENTENCES[5]))
    for start in range(len(words) - 2):
        asked = words[start : start + 3]
        whole = re.compile(r"(?<!\w)" + r"[\W_]+".join(asked) + r"(?!\w)")
        scanned = {title for title, text in pages.items() if whole.search(text)}
        assert _found(notebook, f'"{" ".join(asked)}"') == scanned, asked


@pytest.mark.parametrize("asked", ["👩‍💻", "👩", "☕", "🇩🇪", "❤️", "€", "→", "MacBook电", "किताब"])
def test_emoji_signs_and_mixed_scripts_are_found(
    notebook: Notebook, pages: dict[str, str], asked: str
) -> None:
    scanned = {title for title, text in pages.items() if fold(asked) in text}
    assert scanned
    assert _found(notebook, f'"{asked}"') == scanned


def test_every_beginning_of_a_word_is_found(notebook: Notebook, pages: dict[str, str]) -> None:
    for word in ("naive", "angstrom", "größere", "сегодня", "διαβασα", "österreich"):
        for length in range(1, len(word) + 1):
            asked = fold(word)[:length]
            starts = re.compile(rf"(?<!\w){re.escape(asked)}")
            scanned = {title for title, text in pages.items() if starts.search(f" {text}")}
            assert _found(notebook, f"{asked}*") == scanned, asked


def _found(notebook: Notebook, asked: str) -> set[str]:
    found = notebook.search.find(asked, limit=10_000)
    assert found.is_whole
    return {hit.page.title for hit in found.hits}
