"""What hangs together, in a notebook of 100,000 pages: links, tags, days, tasks, queries.

The notebook is the one of the searches, with properties, days for its tasks and six years of a
journal put in. Each question is asked many times of other pages; what counts is the slowest in 20,
in time that the processor worked.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from benchmarks.corpus import Corpus
from benchmarks.notebooks import KEY, copy_notebook, moment_of
from benchmarks.report import Row
from webui.notebook.backlinks import Links
from webui.notebook.database import Database
from webui.notebook.journal import Journal
from webui.notebook.moments import from_milliseconds, utc_now
from webui.notebook.pages import Pages
from webui.notebook.properties import write_properties
from webui.notebook.queries.running import Queries
from webui.notebook.queries.walking import TooMuch
from webui.notebook.search.facts import find_facts
from webui.notebook.search.index import let_new_wait
from webui.notebook.search.tokens import entry_of
from webui.notebook.slugs import slug_of
from webui.notebook.tags import Tags, write_tags
from webui.notebook.task_list import TaskList

_SIZE, _QUICK_SIZE = 100_000, 2_000
_ROUNDS, _QUICK_ROUNDS = 60, 5
_MOST_MILLISECONDS = 15.0
_JOURNAL_DAYS = 6 * 365

_QUERIES = (
    "list",
    "tag #{tag}\nsort by title",
    "status = open\nsort by created",
    "table status\nhas status\ngroup by status\nlimit 200",
    "links to {page}",
    "text {word}\nstatus = waiting",
    # What nearly every page says, and hardly any of them together.
    "text {often}\nnot text {other}\nsort by title",
    "not text {often}\ntext {word}\nnot tag #{tag}",
    "not tag #{tag}\nsort by title",
    "not has status\nnot tag #{tag}\ncreated > 2023",
    "count\ntag #{tag}",
    "count\nnot text {word}",
    "tasks\ndue < 2026-01-01",
    "tasks\ntag #{tag}",
    "calendar by created\nmonth 2023-05",
    "sort by rating desc\nhas rating",
)

# Each line of these holds of a quarter of all pages more, hardly any two of the same page.
_SEASON_QUERIES = (
    "tag #spring\ntag #autumn\nsort by title",
    "tag #spring\nmood = calm\nsort by title",
    "tag #spring\nnot tag #spring/early\nsort by title",
    "count\ntag #spring\nmood = calm",
    "tag #spring\nsort by title",
)
_BOTH_EVERY = 1_000

Ask = Callable[[], object]
Given = TypeVar("Given")


def measure(*, quick: bool) -> list[Row]:
    """Ask everything."""
    size, rounds = (_QUICK_SIZE, _QUICK_ROUNDS) if quick else (_SIZE, _ROUNDS)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        copy = Path(folder) / "copy.db"
        copy_notebook(size, copy)
        return measure_database(copy, size, rounds)


def measure_database(path: Path, size: int, rounds: int) -> list[Row]:
    """Ask everything of a copy of that notebook, which is added to."""
    database = Database(path, bytearray(KEY))
    try:
        corpus = Corpus(size)
        _furnish(database, corpus)
        rows = [
            _row(name, _times(asks, rounds), _MOST_MILLISECONDS)
            for name, asks in _questions(database, corpus)
        ]
        rows += _query_rows(database, corpus, rounds)
        _add_seasons(database, size // 4)
        rows += _season_rows(database, rounds)
        return [*rows, _save_row(database, rounds)]
    finally:
        database.close()


def _furnish(database: Database, corpus: Corpus) -> None:
    """Add what the corpus has no words for."""
    first = from_milliseconds(moment_of(corpus.pages)).date() - timedelta(days=_JOURNAL_DAYS)
    with database.writing() as connection:
        for number in range(0, corpus.pages, 7):
            body = corpus.page(number).body
            rated = body.replace("---\n", f"---\nrating: {number % 11}\n", 1)
            write_properties(connection, number + 1, rated)
        connection.execute(
            "update tasks set due = date('2025-06-01', (id % 400) || ' days') where id % 3 = 0"
        ).fetchall()
        for number in range(corpus.pages // 5):
            target = f"nowhere-{number % max(1, corpus.pages // 20)}"
            connection.execute(
                "insert into links (target, title, page_id, mark_start, mark_end, sentence)"
                " values (?, ?, ?, 4, 11, 'See nowhere.')",
                (target, target, 1 + number * 5),
            )
        for day in range(_JOURNAL_DAYS):
            slug = f"journal/{first + timedelta(days=day)}"
            connection.execute(
                "insert into pages (slug, title, revision, created_at, updated_at, body)"
                " values (?, ?, 1, ?, ?, '')",
                (slug, slug, moment_of(day), moment_of(day)),
            )


def _questions(
    database: Database, corpus: Corpus
) -> Iterator[tuple[str, Callable[[random.Random], Ask]]]:
    links, tags, tasks = Links(database), Tags(database), TaskList(database)
    journal = Journal(database, utc_now)

    def linked(chance: random.Random) -> int:
        return 1 + chance.randrange(max(1, corpus.pages // 50))

    def day(chance: random.Random) -> date:
        return date(2023, 1, 1) + timedelta(days=chance.randrange(700))

    yield "backlinks of a page", lambda chance: _both(links, linked(chance))
    yield "unlinked mentions of a page", lambda chance: _with(links.mentions, linked(chance))
    yield "a page of broken links", lambda _: links.missing
    yield "how many broken links", lambda _: links.count_missing
    yield "a page of orphans", lambda _: links.orphans
    yield "how many orphans", lambda _: links.count_orphans
    yield "where 100 links lead", lambda chance: _with(links.resolve, _slugs(corpus, chance))
    yield "all tags", lambda _: tags.all
    yield "pages of a tag", lambda chance: _with(tags.pages, _tag(corpus, chance))
    yield "open tasks by day", lambda _: lambda: tasks.due("0001-01-01", "2026-01-01")
    yield "open tasks by page", lambda _: tasks.by_page
    yield "how many open tasks", lambda _: lambda: tasks.count("2025-12-01")
    yield "a month of the calendar", lambda chance: _month(journal, day(chance))
    yield "on this day", lambda chance: _with(journal.on_this_day, day(chance))
    yield "the days around a day", lambda chance: _with(journal.around, day(chance))


def _query_rows(database: Database, corpus: Corpus, rounds: int) -> Iterator[Row]:
    queries = Queries(database, utc_now)
    for template in _QUERIES:

        def ask(chance: random.Random, template: str = template) -> Ask:
            source = template.format(
                tag=_tag(corpus, chance),
                page=corpus.page_title(chance.randrange(max(1, corpus.pages // 50))),
                word=corpus.words[chance.randrange(50, 3_000)],
                often=corpus.words[chance.randrange(20)],
                other=corpus.words[chance.randrange(3)],
            )
            return lambda: _run(queries, source)

        name = f"query: {' | '.join(template.splitlines())}"
        yield _row(name, _times(ask, rounds), _MOST_MILLISECONDS)


def _add_seasons(database: Database, each: int) -> None:
    """Add pages of two kinds that have hardly anything in common."""
    bodies = (
        "---\nmood: gay\n---\n#spring/early",
        "---\nmood: calm\n---\n#autumn",
        "---\nmood: calm\n---\n#spring #autumn",
    )
    with database.writing() as connection:
        tokens = [
            " ".join(
                entry_of("Season", body, "season", find_facts(body), utc_now(), utc_now()).tokens
            )
            for body in bodies
        ]
        for number in range(each * 2):
            kind = number % 2 if number % _BOTH_EVERY else 2
            title = f"{number * 7919 % 100_003:06} season"
            connection.execute(
                "insert into pages (slug, title, revision, created_at, updated_at, body)"
                " values (?, ?, 1, ?, ?, ?)",
                (slug_of(title), title, moment_of(number), moment_of(number), bodies[kind]),
            )
            page_id = connection.last_insert_rowid()
            write_tags(connection, page_id, bodies[kind])
            write_properties(connection, page_id, bodies[kind])
            let_new_wait(connection, [page_id])
            connection.execute(
                "insert into search_index (rowid, tokens)"
                " select place, ? from search_places where page_id = ?",
                (tokens[kind], page_id),
            )
        connection.execute("delete from search_waiting").fetchall()


def _season_rows(database: Database, rounds: int) -> Iterator[Row]:
    queries = Queries(database, utc_now)
    for source in _SEASON_QUERIES:
        name = f"query, much alone, little together: {' | '.join(source.splitlines())}"
        ask = partial(_run, queries, source)
        yield _row(name, _times(partial(_same, ask), rounds), _MOST_MILLISECONDS)


def _same(ask: Ask, _chance: random.Random) -> Ask:
    return ask


def _run(queries: Queries, source: str) -> None:
    """A block that is given up has taken its tenth of a second, and shows as one that is late."""
    with suppress(TooMuch):
        queries.run(source, date(2026, 3, 1))


def _save_row(database: Database, rounds: int) -> Row:
    """What links and tasks add to a save of a page that has some."""
    pages = Pages(database, utc_now)
    page = pages.create("Benchmark", "")

    def save(chance: random.Random) -> Ask:
        lines = [f"- [ ] task {n} [[Page {n}]] @2026-01-{n % 28 + 1:02}" for n in range(40)]
        body = "\n".join([*lines, str(chance.random())])
        return lambda: pages.save(page.id, body, pages.by_id(page.id).revision)

    return _row("a save of 40 links and tasks, by the clock", _times(save, rounds, clock=True), 15)


def _times(
    make: Callable[[random.Random], Ask], rounds: int, *, clock: bool = False
) -> list[float]:
    chance = random.Random(rounds)
    now = time.perf_counter if clock else time.thread_time
    times = []
    for _ in range(rounds):
        ask = make(chance)
        began = now()
        ask()
        times.append((now() - began) * 1000)
    return times


def _row(name: str, times: list[float], most: float) -> Row:
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    middle = statistics.median(times)
    print(f"{name:56} p95 {p95:7.2f} ms, median {middle:7.2f}", flush=True)
    return Row(name, p95, "ms", middle, p95 / most, f"p95 <= {most:g} ms", p95 <= most)


def _both(links: Links, page_id: int) -> Ask:
    return lambda: (links.to(page_id), links.count_to(page_id))


def _with(call: Callable[[Given], object], given: Given) -> Ask:
    return lambda: call(given)


def _slugs(corpus: Corpus, chance: random.Random) -> list[str]:
    """Half of them lead to a page."""
    there = [slug_of(corpus.page_title(chance.randrange(corpus.pages))) for _ in range(50)]
    return [*there, *(f"{corpus.words[chance.randrange(9_000)]}-{n}" for n in range(50))]


def _tag(corpus: Corpus, chance: random.Random) -> str:
    return corpus.words[100 + chance.randint(0, 60)]


def _month(journal: Journal, day: date) -> Ask:
    return lambda: journal.written(day, day + timedelta(days=41))
