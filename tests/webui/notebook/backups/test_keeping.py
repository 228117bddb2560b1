"""Old backups go by the written rule, and never the last one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from webui.notebook.backups.keeping import FEWEST_ACTS, Kind, choose_to_drop

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Made:
    kind: Kind
    made_at: datetime


def test_of_two_years_of_daily_backups_days_weeks_and_months_remain() -> None:
    every = [Made("daily", NOW - timedelta(days=days)) for days in range(730)]
    dropped = choose_to_drop(every, NOW)
    kept = [each.made_at.date() for each in every if each not in dropped]
    assert kept[:7] == [(NOW - timedelta(days=days)).date() for days in range(7)]
    assert 7 + 3 + 10 <= len(kept) <= 7 + 4 + 12
    assert kept[-1] == datetime(2025, 12, 31, tzinfo=UTC).date()


def test_backups_before_acts_stay_ninety_days_and_the_last_five_longer() -> None:
    old = [Made("before import", NOW - timedelta(days=200 + days)) for days in range(9)]
    assert len(choose_to_drop(old, NOW)) == 9 - FEWEST_ACTS
    young = [Made("before import", NOW - timedelta(days=days)) for days in range(80)]
    assert choose_to_drop(young, NOW) == []


@given(
    st.lists(
        st.builds(
            Made,
            st.sampled_from(["daily", "asked", "before import", "before password"]),
            st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
        ),
        max_size=60,
    )
)
def test_the_newest_and_those_that_were_asked_for_are_never_dropped(every: list[Made]) -> None:
    dropped = choose_to_drop(every, NOW)
    assert not any(each.kind == "asked" for each in dropped)
    if every:
        newest = max(each.made_at for each in every)
        assert sum(each.made_at == newest for each in dropped) < sum(
            each.made_at == newest for each in every
        )
    kept = list(every)
    for each in dropped:
        kept.remove(each)
    assert choose_to_drop(kept, NOW) == [], "the rule drops nothing more the second time"
