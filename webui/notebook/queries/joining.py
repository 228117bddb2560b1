"""What very many pages have each and few together: asked of the search index, all at once.

The index meets in the middle of long lists where going from page to page would pass nearly all.
"""

# ruff: noqa: S608 - statements are put together of what stands here, and of names of parameters

from collections.abc import Sequence

import apsw

from webui.notebook.properties import LONGEST_VALUE
from webui.notebook.queries.language import (
    Condition,
    Falls,
    HasProperty,
    Is,
    Measures,
    Part,
    Tagged,
    Within,
)
from webui.notebook.queries.planning import MOMENTS, Source, Values, forms_of
from webui.notebook.search.expressions import every, exclude, quote, some
from webui.notebook.search.tokens import property_key, property_words

# While the index is made anew it tells too little.
_MOST_WAITING = 1_000


def join(
    connection: apsw.Connection, conditions: Sequence[Condition], text: str, values: Values
) -> Source | None:
    """How to list the pages for which all of it may hold, `text` (an expression) among it.

    None where the index tells no more of them together than of one alone. What is listed is still
    to be tested: a property is known to the index by its words, and a page that waits to be read by
    nothing. Those are all listed.
    """
    wanted = [text] if text else []
    unwanted: list[str] = []
    for condition in conditions:
        expression = _expression_of(condition)
        if expression is not None:
            (unwanted if condition.is_not else wanted).append(expression)
    if (not unwanted and len(wanted) < 2) or _is_behind(connection):  # noqa: PLR2004 - two to join
        return None
    expression = values.add(exclude(wanted, unwanted))
    places = f"select rowid from search_index where search_index match {expression}"
    return Source(
        f"select page_id from search_places where place in ({places})"
        " union select page_id from search_waiting",
        rows=f"{places} union all select page_id from search_waiting",
    )


def untold(test: str) -> str:
    """A test of what the index is sure of, for pages that it lists: for those that wait alone."""
    return f"(pages.id not in (select page_id from search_waiting) or {test})"


def _expression_of(condition: Condition) -> str | None:
    """What every page has for which this holds; and no other page where it must not hold."""
    match condition.part:
        case Tagged(tags):
            # Both have it of the same text, with the tags above each.
            return some([quote(f"#{tag}") for tag in tags])
        case Within(folders):
            return some([quote(f"/{folder}") for folder in folders])
    return None if condition.is_not else _property_expression(condition.part)


def _property_expression(part: Part) -> str | None:
    match part:
        case Is(name, wanted):
            forms = dict.fromkeys(form for value in wanted for form in forms_of(value))
            return some(list(dict.fromkeys(_worded(name, form) for form in forms)))
        case HasProperty(name) | Measures(name):
            return _named(name)
        case Falls(name) if name not in MOMENTS:
            return _named(name)
    return None


def _named(name: str) -> str:
    return quote(f"={property_key(name)}")


def _worded(name: str, value: str) -> str:
    # Of a longer value the beginning is kept beside the page, and may end within a word.
    words = property_words(value) if len(value) < LONGEST_VALUE else []
    key = property_key(name)
    return every([quote(f"={key}={word}") for word in words] or [_named(name)])


def _is_behind(connection: apsw.Connection) -> bool:
    waiting: int = connection.execute(
        "select count(*) from (select 1 from search_waiting limit ?)", (_MOST_WAITING + 1,)
    ).get
    return waiting > _MOST_WAITING
