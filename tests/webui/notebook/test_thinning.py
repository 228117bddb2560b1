"""Earlier versions become fewer with age, by the rule that is written down."""

from hypothesis import given
from hypothesis import strategies as st

from tests.webui.notebook.conftest import FakeClock
from webui.notebook import Notebook
from webui.notebook.thinning import find_superfluous

MINUTE = 60 * 1000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
NOW = 20_000 * DAY


def kept(ages: list[int]) -> list[int]:
    """The ages, the oldest first, that stay."""
    versions = list(enumerate(NOW - age for age in sorted(ages, reverse=True)))
    gone = set(find_superfluous(versions, NOW))
    return [NOW - saved_at for version, saved_at in versions if version not in gone]


def test_a_day_keeps_all_a_week_hours_four_weeks_days_a_year_weeks() -> None:
    every_ten_minutes = [at * 10 * MINUTE for at in range(6 * 24 * 400)]
    found = kept(every_ten_minutes)
    count = [
        sum(least <= age < most for age in found)
        for least, most in ((0, DAY), (DAY, 7 * DAY), (7 * DAY, 28 * DAY), (28 * DAY, 364 * DAY))
    ]
    assert count[0] == 6 * 24
    assert abs(count[1] - 6 * 24) <= 1
    assert abs(count[2] - 21) <= 1
    assert abs(count[3] - 48) <= 1
    assert len(found) < 6 * 24 * 2 + 80
    assert found[0] == max(every_ten_minutes)
    assert found[-1] == 0


@given(st.lists(st.integers(0, 500 * DAY), max_size=60), st.integers(0, 100 * DAY))
def test_what_was_thinned_once_is_thinned_the_same_way_later(ages: list[int], more: int) -> None:
    older = [age + more for age in ages]
    assert set(kept([age + more for age in kept(ages)])) <= set(older)
    once = kept(ages)
    assert kept(once) == once


def test_a_long_written_page_keeps_few_versions_and_every_conflict(
    notebook: Notebook, clock: FakeClock
) -> None:
    page = notebook.pages.create("Diary", "day 0")
    notebook.pages.save(page.id, "other words", 0)
    for day in range(1, 120):
        clock.pass_by(days=1)
        notebook.pages.save(page.id, f"day {day}", notebook.pages.by_id(page.id).revision)
    revisions = notebook.revisions.list(page.id)
    assert len(revisions) < 50
    assert revisions[0].body == "day 119"
    assert revisions[-1].body == "day 0"
