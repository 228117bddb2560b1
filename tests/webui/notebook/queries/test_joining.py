"""What many pages have each and hardly any together: the index is asked for all of it at once."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

import apsw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.webui.notebook.conftest import FakeClock
from webui.notebook import Notebook, migrations
from webui.notebook.queries import running, walking
from webui.notebook.queries.reading import read_query
from webui.notebook.search.index import LONGEST_AT_ONCE

TODAY = date(2026, 3, 1)
PAGES, WAITING = 48, 6
FOLDERS = ("", "work", "work/clients", "work-2")
TAGS = ("spring", "spring/late", "springs", "autumn", "home", "gro\u0308\u00dfe", "grosse")
WORDS = ("roses", "tulips", "moss")
PROPERTIES = (
    *(("status", "open"), ("status", "OPEN"), ("status", "open door"), ("status", "door")),
    *(("rating", "3"), ("rating", "7"), ("Größe", "4"), ("Grosse", "4")),
    *(("day", "2026-02-03"), ("day", "2025-01-01")),
)


@dataclass(frozen=True)
class Written:
    """A page, and the words that the index knows of it."""

    folder: str
    tags: list[str]
    properties: dict[str, str]
    words: list[str]

    def is_below(self, tag: str) -> bool:
        return any(f"{each}/".startswith(f"{tag}/") for each in self.tags)


# Each line of a block, and whether it holds of a page.
LINES: dict[str, Callable[[Written], bool]] = {
    "tag #spring": lambda page: page.is_below("spring"),
    "tag #spring/late": lambda page: page.is_below("spring/late"),
    "tag #Größe": lambda page: "gro\u0308\u00dfe" in page.tags,
    "tag #autumn, #home": lambda page: page.is_below("autumn") or page.is_below("home"),
    "status = open": lambda page: page.properties.get("status") in ("open", "OPEN"),
    "status = open door, door": lambda page: "door" in page.properties.get("status", ""),
    "has größe": lambda page: "Größe" in page.properties,
    "has rating": lambda page: "rating" in page.properties,
    "rating > 4": lambda page: page.properties.get("rating") == "7",
    "day >= 2026-02": lambda page: page.properties.get("day") == "2026-02-03",
    "in work": lambda page: page.folder.startswith("work") and page.folder != "work-2",
    "in work/clients": lambda page: page.folder == "work/clients",
    "text roses": lambda page: "roses" in page.words,
    "text tulips": lambda page: "tulips" in page.words,
}


@pytest.fixture
def garden(notebook: Notebook, clock: FakeClock) -> dict[str, Written]:
    """Pages by title. The index knows the last by what they said before."""
    chance, written = random.Random(6), {}
    for number in range(PAGES):
        clock.pass_by(seconds=1)
        folder, words = chance.choice(FOLDERS), chance.sample(WORDS, 2)
        page = notebook.pages.create(f"{folder}/{number}".strip("/"), " ".join([*words, "#spring"]))
        said = dict(chance.sample(PROPERTIES, 3))
        tags = chance.sample(TAGS, 2)
        lines = [f"{name}: {value}" for name, value in said.items()]
        body = "\n".join(["---", *lines, "---", *(f"#{tag}" for tag in tags), *words])
        if number >= PAGES - WAITING:
            body += " ." * (LONGEST_AT_ONCE // 2)
        notebook.pages.save(page.id, body, page.revision)
        written[page.title] = Written(folder, tags, said, words)
    return written


@pytest.fixture
def joins_always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "FEW_TESTED", 0)


def titles(notebook: Notebook, source: str) -> list[str]:
    answer = notebook.queries.run(source, TODAY)
    return [entry.page.title for group in answer.groups for entry in group.entries]


@pytest.mark.usefixtures("joins_always")
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(st.sampled_from(sorted(LINES)), min_size=1, max_size=5, unique=True),
    turned=st.sets(st.integers(0, 4)),
)
def test_a_block_lists_what_a_reading_of_all_pages_finds(
    notebook: Notebook, garden: dict[str, Written], lines: list[str], turned: set[int]
) -> None:
    asked = "\n".join(f"not {line}" if at in turned else line for at, line in enumerate(lines))
    found = sorted(
        title
        for title, page in garden.items()
        if all(LINES[line](page) != (at in turned) for at, line in enumerate(lines))
    )
    assert sorted(titles(notebook, asked)) == found
    assert titles(notebook, f"{asked}\nsort by title") == sorted(found)
    assert notebook.queries.run(f"count\n{asked}", TODAY).count == len(found)


@pytest.mark.usefixtures("joins_always")
@pytest.mark.parametrize(
    "asked",
    [
        "tag #home\ntag #autumn",
        "tag #home\nstatus = done",
        "tag #home\nin work",
        "tag #home\ntext tulips",
        "not tag #home\nnot tag #autumn",
    ],
)
def test_what_hardly_any_page_has_together_is_not_walked_for(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    for number in range(10):
        notebook.pages.create(f"Home {number}", "#home")
        notebook.pages.create(f"Work/{number}", "---\nstatus: done\n---\n#autumn tulips")
    notebook.pages.create("Work/Both", "---\nstatus: done\n---\n#home #autumn tulips")
    notebook.pages.create("Neither", "")
    monkeypatch.setattr(walking, "_walk", lambda *_: pytest.fail("walked"))
    for module in (running, walking):
        monkeypatch.setattr(module, "MOST_LISTED", 8)
    assert titles(notebook, f"{asked}\nsort by title") in (["Work/Both"], ["Neither"])


@dataclass
class Explaining:
    """A connection that tells how it would answer."""

    connection: apsw.Connection

    def execute(self, statement: str, values: dict[str, Any]) -> apsw.Cursor:
        return self.connection.execute(f"explain query plan {statement}", values)


def test_titles_are_put_in_order_without_a_look_at_the_pages(notebook: Notebook) -> None:
    query = read_query("tag #home\nsort by title", TODAY)
    with notebook._unlocked.database.reading() as connection:
        plan = running._plan(connection, query, TODAY)
        explaining: Any = Explaining(connection)
        steps = walking.gather_pages(explaining, query, plan)
    assert "titles_by_page" in str(list(steps))


@pytest.mark.usefixtures("joins_always")
def test_a_page_is_found_by_each_of_very_many_properties(notebook: Notebook) -> None:
    body = "\n".join(["---", *(f"key{n}: open" for n in range(150)), "---"])
    notebook.pages.create("Much", body)
    assert titles(notebook, "has key148\nkey149 = open") == ["Much"]


def test_a_page_of_more_properties_than_the_index_once_knew_is_read_again(
    notebook: Notebook,
) -> None:
    names = [f"key{n}: open" for n in range(101)]
    values = ", ".join(f"v{n}" for n in range(101))
    for title, lines in (("Names", names), ("Values", [f"key: [{values}]"]), ("Few", names[:9])):
        notebook.pages.create(title, "\n".join(["---", *lines, "---"]))
    script = resources.files(migrations).joinpath("0013_titles_of_pages.sql").read_text("utf-8")
    with notebook._unlocked.database.writing() as connection:
        connection.execute("drop index titles_by_page").fetchall()
        connection.execute(script).fetchall()
        waiting = connection.execute(
            "select title from search_waiting join pages on page_id = id order by title"
        ).fetchall()
    assert waiting == [("Names",), ("Values",)]
