"""Which backups are kept. This is the written rule:

- of those made by themselves, the last of each of the 7 last days that have one, of each of the 4
  last weeks, and of each of the 12 last months;
- those made before an act (a migration, an import, a restoring, a change of the password) for 90
  days, and the 5 newest of them for as long as there are no newer ones;
- those that the person asked for, until the person deletes them.

Days, weeks (from Monday) and months are those of the place where the program runs. The newest
backup of all is never dropped.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Literal, Protocol, TypeVar

Kind = Literal[
    "daily", "asked", "before migration", "before import", "before restore", "before password"
]

DAYS, WEEKS, MONTHS = 7, 4, 12
ACTS_KEPT_FOR = timedelta(days=90)
FEWEST_ACTS = 5


class Kept(Protocol):
    """What the rule looks at."""

    @property
    def kind(self) -> Kind: ...
    @property
    def made_at(self) -> datetime: ...


Each = TypeVar("Each", bound=Kept)


def choose_to_drop(backups: Iterable[Each], now: datetime) -> list[Each]:
    """The backups that the rule does not keep, the oldest first. `now` is in local time."""
    newest_first = sorted(backups, key=lambda each: each.made_at, reverse=True)
    daily = [each for each in newest_first if each.kind == "daily"]
    acts = [each for each in newest_first if each.kind.startswith("before ")]
    kept = {id(each) for each in newest_first[:1]}
    kept |= {id(each) for each in newest_first if each.kind == "asked"}
    for period, count in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        kept |= _last_of_each(daily, period, count, now)
    kept |= {
        id(each)
        for place, each in enumerate(acts)
        if place < FEWEST_ACTS or now - each.made_at < ACTS_KEPT_FOR
    }
    return [each for each in reversed(newest_first) if id(each) not in kept]


def _last_of_each(
    newest_first: list[Each],
    period: Callable[[datetime], tuple[int, ...]],
    count: int,
    now: datetime,
) -> set[int]:
    lasts: dict[tuple[int, ...], int] = {}
    for each in newest_first:
        lasts.setdefault(period(each.made_at.astimezone(now.tzinfo)), id(each))
    return set(list(lasts.values())[:count])


def _day(moment: datetime) -> tuple[int, ...]:
    return moment.year, moment.month, moment.day


def _week(moment: datetime) -> tuple[int, ...]:
    return tuple(moment.isocalendar()[:2])


def _month(moment: datetime) -> tuple[int, ...]:
    return moment.year, moment.month
