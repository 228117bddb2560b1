"""A list is the same whichever way the program comes to it: page by page in order, or gathered."""

from datetime import date

import pytest

from tests.webui.notebook.conftest import FakeClock
from webui.notebook import Notebook
from webui.notebook.queries import walking

TODAY = date(2026, 3, 1)
RATINGS = ("3", "10", "soon", "Later", "", "2.5", "later")
QUERIES = (
    "sort by rating",
    "sort by rating desc\nhas rating",
    "tag odd\nsort by rating\nlimit 7",
    "tag odd\ntext roses\nsort by rating desc",
    "tag odd\ntext roses\nlimit 5",
    "not text roses\ntag odd\nsort by title",
    "status = open\nin even\nsort by created",
    "text roses\nnot tag odd\ncreated >= 2026",
    "text roses\nnot text done\nsort by title",
    "not text done\nnot text odd\nsort by title",
    "text roses\ntext open\ntext odd\nlimit 5",
)


@pytest.fixture
def garden(notebook: Notebook, clock: FakeClock) -> Notebook:
    for number in range(42):
        clock.pass_by(seconds=1)
        rating = RATINGS[number % len(RATINGS)]
        said = f"rating: {rating}\n" if rating else ""
        kind = "odd" if number % 2 else "even"
        body = f"---\nstatus: {'open' if number % 3 else 'done'}\n{said}---\n#{kind}"
        notebook.pages.create(f"{kind}/{number}", body + (" roses" if number % 5 else ""))
    return notebook


def titles(notebook: Notebook, source: str) -> list[str]:
    answer = notebook.queries.run(source, TODAY)
    return [entry.page.title for group in answer.groups for entry in group.entries]


@pytest.mark.parametrize("source", QUERIES)
def test_a_list_is_the_same_whichever_way_it_is_made(
    garden: Notebook, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gathered = titles(garden, source)
    monkeypatch.setattr(walking, "MOST_LISTED", 0)
    walked = titles(garden, source)
    assert gathered
    assert walked == gathered


def test_several_texts_are_counted_as_the_pages_that_have_all_of_them(garden: Notebook) -> None:
    def count(source: str) -> int | None:
        return garden.queries.run(f"count\n{source}", TODAY).count

    listed = titles(garden, "text roses\nnot text done\nlimit 100")
    said = [n for n in range(42) if n % 5 and n % 3]
    assert sorted(int(title.split("/")[1]) for title in listed) == said
    assert count("text roses\nnot text done") == len(said)
    assert count("text roses\nnot text done\ntag odd") == len([n for n in said if n % 2])
    assert count("not text roses\nnot text done") == len(
        [n for n in range(42) if not n % 5 and n % 3]
    )


def test_numbers_come_before_words_and_pages_without_either_last(garden: Notebook) -> None:
    ratings = [RATINGS[int(title.split("/")[1]) % 7] for title in titles(garden, "sort by rating")]
    kinds = ["2.5", "3", "10", "later", "soon", ""]
    assert list(dict.fromkeys(rating.lower() for rating in ratings)) == kinds


def test_walking_that_leads_nowhere_soon_is_followed_by_gathering(
    garden: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = titles(garden, "status = open\nsort by title")
    monkeypatch.setattr(walking, "FEW_LISTED", 0)
    monkeypatch.setattr(walking, "_TRIAL", -1)
    monkeypatch.setattr(walking, "_STEPS", 1)
    assert titles(garden, "status = open\nsort by title") == expected


def test_a_count_of_pages_without_something_leaves_the_trash_out(garden: Notebook) -> None:
    def count(source: str) -> int:
        return garden.queries.run(f"count\n{source}", TODAY).count

    assert (count("tag odd"), count("not tag odd"), count("not text roses")) == (21, 21, 9)
    garden.pages.delete(garden.pages.find("even/10").id)
    assert (count("tag odd"), count("not tag odd"), count("not text roses")) == (21, 20, 8)
