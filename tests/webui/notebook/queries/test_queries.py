"""Queries: each clause answers what it says, and what can't be read is told with its line."""

from contextlib import suppress
from datetime import date

import pytest

from tests.webui.notebook.conftest import FakeClock
from webui.notebook import Notebook
from webui.notebook.queries.language import Mistake
from webui.notebook.queries.walking import TooMuch

TODAY = date(2026, 3, 1)


@pytest.fixture
def pages(notebook: Notebook, clock: FakeClock) -> Notebook:
    texts = {
        "Work/Clients/Acme": "---\nstatus: open\nrating: 3\ndue: 2026-03-05\n---\n#client/big "
        "roses",
        "Work/Clients/Beta": "---\nstatus: Done\nrating: 10\n---\n#client see [[Acme]]",
        "Garden": "---\nstatus: waiting\ntags: [home]\n---\nroses and [[Work/Clients/Beta]]",
        "Chores": "#home\n\n- [ ] rake @2026-02-20\n- [ ] paint @2026-03-01\n- [ ] rest\n- [x] mow",
    }
    for title, body in texts.items():
        clock.pass_by(seconds=1)
        notebook.pages.create(title, body)
    return notebook


def titles(notebook: Notebook, source: str) -> list[str]:
    answer = notebook.queries.run(source, TODAY)
    return [entry.page.title for group in answer.groups for entry in group.entries]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("list", ["Chores", "Garden", "Work/Clients/Beta", "Work/Clients/Acme"]),
        ("", ["Chores", "Garden", "Work/Clients/Beta", "Work/Clients/Acme"]),
        ("tag #client", ["Work/Clients/Beta", "Work/Clients/Acme"]),
        ("#client/big", ["Work/Clients/Acme"]),
        ("tag home, client/big", ["Chores", "Garden", "Work/Clients/Acme"]),
        ("not tag client", ["Chores", "Garden"]),
        ("in Work", ["Work/Clients/Beta", "Work/Clients/Acme"]),
        ("in wor", []),
        ("not in work", ["Chores", "Garden"]),
        ("text roses", ["Garden", "Work/Clients/Acme"]),
        ("not text roses", ["Chores", "Work/Clients/Beta"]),
        ("links to [[Work/Clients/Beta]]", ["Garden"]),
        ("links to Acme", ["Work/Clients/Beta"]),
        ("linked from Garden", ["Work/Clients/Beta"]),
        ("has rating", ["Work/Clients/Beta", "Work/Clients/Acme"]),
        ("status = open", ["Work/Clients/Acme"]),
        ("status = done", ["Work/Clients/Beta"]),
        ("status = open, waiting", ["Garden", "Work/Clients/Acme"]),
        ("status != open\nhas status", ["Garden", "Work/Clients/Beta"]),
        ("rating > 3", ["Work/Clients/Beta"]),
        ("rating >= 3\nrating < 10", ["Work/Clients/Acme"]),
        ("due <= today + 7", ["Work/Clients/Acme"]),
        ("due = 2026-03", ["Work/Clients/Acme"]),
        ("created = today", ["Chores", "Garden", "Work/Clients/Beta", "Work/Clients/Acme"]),
        ("changed < 2026-01", []),
        ("created = 2026\nlimit 1", ["Chores"]),
        ("sort by title", ["Chores", "Garden", "Work/Clients/Acme", "Work/Clients/Beta"]),
        ("sort by title desc\nlimit 1", ["Work/Clients/Beta"]),
        ("has rating\nsort by rating desc", ["Work/Clients/Beta", "Work/Clients/Acme"]),
        ("sort by created\nlimit 2", ["Work/Clients/Acme", "Work/Clients/Beta"]),
        ("// a remark\nlist\n\n  tag   #home  ", ["Chores", "Garden"]),
    ],
)
def test_a_clause_answers_what_it_says(pages: Notebook, source: str, found: list[str]) -> None:
    assert titles(pages, source) == found


def test_groups_come_by_their_values(pages: Notebook) -> None:
    answer = pages.queries.run("table status, rating\ngroup by status\nsort by title", TODAY)
    names = [(group.name, [entry.page.title for entry in group.entries]) for group in answer.groups]
    assert names == [
        ("Done", ["Work/Clients/Beta"]),
        ("open", ["Work/Clients/Acme"]),
        ("waiting", ["Garden"]),
        ("", ["Chores"]),
    ]
    assert answer.groups[1].entries[0].facts["rating"] == "3"
    assert answer.groups[1].entries[0].facts["tags"] == "#client/big"
    assert answer.groups[1].entries[0].facts["folder"] == "work/clients"


def test_pages_are_counted(pages: Notebook) -> None:
    assert pages.queries.run("count", TODAY).count == 4
    assert pages.queries.run("count\ntag client", TODAY).count == 2


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("tasks", ["rake", "paint", "rest"]),
        ("tasks\ndue < today", ["rake"]),
        ("tasks\ndue <= today\ntag home", ["rake", "paint"]),
        ("tasks\ndone", ["mow"]),
        ("tasks\ntag client", []),
        ("tasks\nlimit 1", ["rake"]),
    ],
)
def test_tasks_are_listed_by_day(pages: Notebook, source: str, found: list[str]) -> None:
    assert [task.text for task in pages.queries.run(source, TODAY).tasks] == found


def test_a_calendar_holds_the_pages_of_a_month(pages: Notebook) -> None:
    answer = pages.queries.run("calendar by due", TODAY)
    (entry,) = answer.groups[0].entries
    assert (entry.page.title, entry.facts["due"]) == ("Work/Clients/Acme", "2026-03-05")
    assert pages.queries.run("calendar by due\nmonth 2026-04", TODAY).groups[0].entries == ()


@pytest.mark.parametrize(
    ("source", "line", "hint"),
    [
        ("list\nfrom garden", 1, "begins with"),
        ("list\ntable", 1, "once, in the first line"),
        ("tag !!", 0, "tag #garden"),
        ("limit many", 0, "limit 20"),
        ("limit 9999", 0, "500"),
        ("created > soon", 0, "2026-11-30"),
        ("rating > high", 0, "= or !="),
        ("status =", 0, "status = open"),
        ("list everything", 0, "stands alone"),
        ("\n\nsort by", 2, "sort by title"),
        ("month of sundays", 0, "month 2026-11"),
        ("list\nopen", 0, "tasks"),
        ("x" * 5000, 0, "4,000"),
        ("text ()", 0, "text roses"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line_and_a_hint(
    pages: Notebook, source: str, line: int, hint: str
) -> None:
    with pytest.raises(Mistake) as raised:
        pages.queries.run(source, TODAY)
    assert raised.value.line == line
    assert hint in raised.value.hint


@pytest.mark.parametrize(
    "source",
    [
        "tag #x'; drop table pages; --",
        'status = " or 1=1 --',
        "sort by title; drop table pages",
        "group by '\"`",
        "'; delete from pages = 1",
        "table a', b\", `c`\nsort by \x00",
        "links to [[" + "x" * 900 + "]]",
    ],
)
def test_nothing_that_is_written_becomes_part_of_a_statement(pages: Notebook, source: str) -> None:
    with suppress(Mistake):
        pages.queries.run(source, TODAY)
    assert pages.pages.count() == 4


def test_a_query_that_takes_too_long_is_given_up(pages: Notebook) -> None:
    for number in range(150):
        pages.pages.create(f"Page {number}", "words")
    for seconds in (0, 1e-9):
        with pytest.raises(TooMuch):
            pages.queries.run("count\nnot text roses\nnot has nothing", TODAY, seconds)
    assert titles(pages, "tag #client/big") == ["Work/Clients/Acme"]
