"""Which earlier versions of a page are kept: the older, the fewer.

- Of the last day, all (one for each quiet spell: see `revisions`).
- Of the last week, the last of each hour.
- Of the last four weeks, the last of each day.
- Of the last year, the last of each week.
- Before that, the last of four weeks.

The first version of a page and the newest are always kept, and so are texts of kind "conflict",
which nobody has seen in a page. It is done whenever a page gets a new version.
"""

from collections.abc import Iterable

_HOUR = 60 * 60 * 1000
_DAY = 24 * _HOUR
_WEEK = 7 * _DAY
# Up to which age, and one of how long. Each span is made of whole ones of the span before it, so
# what is kept of a longer one is always among what was kept of the shorter ones.
_SPANS = ((_DAY, 1), (_WEEK, _HOUR), (4 * _WEEK, _DAY), (52 * _WEEK, _WEEK))
_LONGEST_SPAN = 4 * _WEEK


def find_superfluous(versions: Iterable[tuple[int, int]], now: int) -> list[int]:
    """Of versions, each an id and when it was saved, the oldest first, the ids to be deleted."""
    ordered = list(versions)
    kept: dict[tuple[int, int], int] = {}
    for version, saved_at in ordered:
        span = next((span for age, span in _SPANS if now - saved_at < age), _LONGEST_SPAN)
        kept[span, saved_at // span if span > 1 else version] = version
    spared = {*kept.values(), *(version for version, _ in (*ordered[:1], *ordered[-1:]))}
    return [version for version, _ in ordered if version not in spared]
