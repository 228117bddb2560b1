"""How good an answer a page is, by what stands in it."""

import math

import apsw

from webui.notebook.search.asking import Asker
from webui.notebook.search.letters import fold
from webui.notebook.search.listing import Candidate, list_places
from webui.notebook.search.matching import any_of, pattern_of
from webui.notebook.search.nodes import Text

_DAY = 86_400_000
_COVERED, _COUNTED, _LINKED = 30.0, 5.0, 1.2
_TOGETHER_IN_TITLE, _TOGETHER = 5.0, 3.0
_THIS_MONTH, _THIS_YEAR = 3.0, 1.5
# BM25's usual measure: how soon one more mention stops to matter, and how much length does.
_K1, _B, _ORDINARY_LENGTH = 1.2, 0.6, 2_000
_SAMPLE = 64
_LONGEST_COUNTED = 20_000


class Scorer:
    """Scores pages for one query."""

    def __init__(self, connection: apsw.Connection, texts: list[Text], now: int) -> None:
        self._now = now
        self._needles = [_needle(text) for text in texts]
        self._weights = _weigh(connection, texts)
        self._any = any_of(texts)
        several = len(texts) > 1
        self._together = pattern_of(_joined(texts)) if several else None
        self._neighbours = "".join(self._needles).strip() if several else ""

    def score(self, page: Candidate, worth: float) -> float:
        """The higher the better. `worth` is what the questions said of the page."""
        title = fold(page.title)
        # To fold the text of every page takes longer than all the rest, and tells little more.
        text = page.body[:_LONGEST_COUNTED].lower()
        return (
            worth
            + self._score_title(title)
            + self._score_text(text)
            + self._score_together(title, text)
            + self._score_age(page.updated_at)
            + _LINKED * math.log2(1 + page.links_in)
        )

    def _score_title(self, title: str) -> float:
        """How much of the title was asked for."""
        if self._any is None or not title:
            return 0
        return _COVERED * sum(len(found[0]) for found in self._any.finditer(title)) / len(title)

    def _score_text(self, text: str) -> float:
        length = _K1 * (1 - _B + _B * len(text) / _ORDINARY_LENGTH)
        counts = (text.count(needle) for needle in self._needles)
        return _COUNTED * sum(
            weight * count / (count + length)
            for weight, count in zip(self._weights, counts, strict=True)
        )

    def _score_together(self, title: str, text: str) -> float:
        if self._together is None:
            return 0
        if self._together.search(title):
            return _TOGETHER_IN_TITLE
        return _TOGETHER if self._neighbours in text else 0

    def _score_age(self, updated_at: int) -> float:
        days = max(0, self._now - updated_at) / _DAY
        return _THIS_MONTH * math.exp(-days / 30) + _THIS_YEAR * math.exp(-days / 365)


def _needle(text: Text) -> str:
    """What is counted: a word after a space, so that "other" has no "the"."""
    words = [piece if is_run else f" {piece}" for piece, is_run in text.pieces]
    return "".join(words)


def _joined(texts: list[Text]) -> Text:
    pieces = tuple(piece for text in texts for piece in text.pieces)
    return Text(pieces, texts[-1].begins)


def _weigh(connection: apsw.Connection, texts: list[Text]) -> list[float]:
    """How telling each text is: rare ones more. Counted on the newest pages that hold it."""
    if len(texts) < 2:  # noqa: PLR2004 - alone it is compared with nothing
        return [1.0 for _ in texts]
    last: int = connection.execute("select coalesce(max(place), 0) from search_places").get
    asker = Asker(connection)
    weights = []
    for text in texts:
        places = list_places(connection, asker.expression_of(text), _SAMPLE)
        reach = last - places[-1] + 1 if len(places) == _SAMPLE else last
        weights.append(math.log(1 + reach / max(1, len(places))))
    most = max(weights) or 1
    return [weight / most for weight in weights]
