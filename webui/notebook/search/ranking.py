"""Which pages come first.

The questions of `asking` give a first order, over the pages that any of them listed. The best of
these are read, and put in order by what really stands in them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import apsw

from webui.notebook.search.asking import Asker, Question, list_texts
from webui.notebook.search.letters import fold
from webui.notebook.search.listing import Candidate, is_among, list_places, read_candidates
from webui.notebook.search.matching import is_right
from webui.notebook.search.nodes import Node
from webui.notebook.search.scoring import Scorer

# What few pages do, to say a word so often, tells more than what very many do. A list that is not
# full names them all, the oldest as well; of a full one only the newest are known.
_TELLING, _COMMON = 2.0, 0.5


@dataclass(frozen=True, slots=True)
class Depth:
    """How far to look: pages for each question, for the widest one, and pages to read."""

    listed: int
    newest: int
    read: int


# While somebody types, and when they pause.
AT_ONCE = Depth(listed=100, newest=300, read=40)
THOROUGH = Depth(listed=1_000, newest=5_000, read=400)
_BATCH = 40


@dataclass(frozen=True, slots=True)
class Ranked:
    """Pages that answer, the best first.

    `rest` are places that were not read, in their first order. `is_whole`: there are no others.
    """

    best: list[Candidate]
    rest: list[int]
    is_whole: bool


def rank(connection: apsw.Connection, node: Node, now: int, depth: Depth) -> Ranked:
    """The pages that answer a query. `now` is in milliseconds."""
    asker = Asker(connection)
    *questions, widest = asker.ask(node)
    newest = list_places(connection, widest.expression, depth.newest)
    worth: dict[int, float] = defaultdict(float, dict.fromkeys(newest, 0.0))
    are_few = len(newest) <= depth.read
    for question in questions:
        if not (are_few and question.is_for_many) and not question.is_step:
            for place in list_places(connection, question.expression, depth.listed):
                worth[place] += question.worth
    if not are_few:
        for place, step in _steps(connection, questions, depth.listed).items():
            worth[place] += step
    order = sorted(worth, key=lambda place: (-worth[place], -place))
    reader = _Reader(connection, asker, node)
    best, rest = reader.read(order, depth.read)
    scorer = Scorer(connection, list(list_texts(node)), now)
    best.sort(key=lambda page: -scorer.score(page, worth[page.place]))
    return Ranked(best, rest, is_whole=len(newest) < depth.newest)


def _steps(
    connection: apsw.Connection, questions: Iterable[Question], listed: int
) -> dict[int, float]:
    """What pages are worth for how often they say it: the highest step that they are known at."""
    steps: dict[int, float] = defaultdict(float)
    for question in questions:
        if question.is_step:
            places = list_places(connection, question.expression, listed)
            value = question.worth * (_TELLING if len(places) < listed else _COMMON)
            for place in places:
                steps[place] = max(steps[place], value)
    return steps


class _Reader:
    """Reads pages from the front of a list until enough of them are right."""

    def __init__(self, connection: apsw.Connection, asker: Asker, node: Node) -> None:
        self._connection = connection
        self._asker = asker
        self._node = node

    def read(self, order: Sequence[int], most: int) -> tuple[list[Candidate], list[int]]:
        """The first pages that are right, and the places after them."""
        is_sure = self._asker.is_sure
        right: list[Candidate] = []
        at = 0
        while at < len(order) and len(right) < min(_BATCH, most) and at < most * 4:
            batch = order[at : at + _BATCH]
            at += len(batch)
            pages = read_candidates(self._connection, batch, whole=not is_sure)
            right += pages if is_sure else self._only_right(pages)
        return right, list(order[at:])

    def _only_right(self, pages: Iterable[Candidate]) -> list[Candidate]:
        return [page for page in pages if self._is_right(page)]

    def _is_right(self, page: Candidate) -> bool:
        def ask(node: Node) -> bool:
            return is_among(self._connection, self._asker.expression_of(node), page.place)

        return is_right(self._node, fold(page.title), page.text, ask)
