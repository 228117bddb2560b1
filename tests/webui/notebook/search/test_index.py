"""The index follows the pages, whatever happens."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.webui.notebook.conftest import FakeClock
from webui.notebook import Notebook
from webui.notebook.search import emptying
from webui.notebook.search.index import LONGEST_AT_ONCE
from webui.notebook.search.waiting import Progress
from webui.notebook.work import Cancelled


def test_a_long_page_is_found_as_soon_as_it_has_been_read(notebook: Notebook) -> None:
    page = notebook.pages.create("Long", "filler " * (LONGEST_AT_ONCE // 7 + 1) + "needle")
    assert notebook.search.waiting.progress() == Progress(0, 1)
    notebook.search.waiting.read_all(pause=0)
    assert notebook.search.waiting.progress() is None
    assert [hit.page.id for hit in notebook.search.find("needle").hits] == [page.id]


def test_a_search_reads_what_waits_by_itself(notebook: Notebook) -> None:
    notebook.pages.create("Long", "filler " * (LONGEST_AT_ONCE // 7 + 1) + "needle")
    for _ in range(500):
        if notebook.search.find("needle").hits:
            return
    pytest.fail("the page was never read")


def test_the_index_can_be_made_anew_and_answers_as_before(notebook: Notebook) -> None:
    for number in range(130):
        notebook.pages.create(f"Page {number}", f"common words and number{number}")
    before = [hit.page.slug for hit in notebook.search.find("common", limit=200).hits]
    notebook.search.waiting.rebuild()
    assert notebook.search.find("common").hits == []
    assert notebook.search.waiting.progress() is not None
    notebook.search.waiting.read_all(pause=0)
    assert [hit.page.slug for hit in notebook.search.find("common", limit=200).hits] == before


def test_reading_every_page_again_tells_how_far_it_is_and_can_be_ended(notebook: Notebook) -> None:
    for number in range(30):
        notebook.pages.create(f"Page {number}", "common")
    told: list[tuple[str, int, int]] = []
    notebook.search.waiting.read_anew(lambda *step: told.append(step))
    assert told[0] == ("Preparing", 30, 30)
    assert ("Reading pages", 0, 30) in told
    assert notebook.search.find("common").count == 30

    def cancel(*_step: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        notebook.search.waiting.read_anew(cancel)
    assert notebook.search.waiting.progress() == Progress(0, 30)
    notebook.search.waiting.read_all(pause=0)
    assert notebook.search.find("common").count == 30


def test_pages_saved_while_the_index_is_emptied_are_found_in_the_order_of_their_last_change(
    notebook: Notebook, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emptying, "_PAGES_AT_ONCE", 5)
    monkeypatch.setattr(emptying, "_ROWS_AT_ONCE", 5)
    made = [notebook.pages.create(f"Page {number}", "common") for number in range(20)]
    written: list[int] = []

    def write_on(*_step: object) -> None:
        # Between two steps the notebook belongs to whoever saves.
        clock.pass_by(seconds=1)
        page = notebook.pages.by_id(made[len(written) % 20].id)
        notebook.pages.save(page.id, f"{page.body} gloaming{len(written)}", page.revision)
        written.append(page.id)

    notebook.search.waiting.rebuild(write_on, pause=0)
    assert len(written) > 4
    notebook.search.waiting.read_all(pause=0)
    newest = [page.id for page in notebook.pages.list()]
    assert _places(notebook) == newest
    assert notebook.search.find("common", 50).count == 20
    for number, page_id in enumerate(written):
        hits = notebook.search.find(f'"gloaming{number}"').hits
        assert [hit.page.id for hit in hits] == [page_id]
    assert "gloaming0" in _known_words(notebook)


def test_an_emptying_that_was_cut_off_is_gone_on_with_when_somebody_searches(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emptying, "_PAGES_AT_ONCE", 5)
    for number in range(20):
        notebook.pages.create(f"Page {number}", "common")

    def cut_off(*_step: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        notebook.search.waiting.rebuild(cut_off, pause=0)
    assert "search_former_data" in _tables(notebook)
    deadline = time.monotonic() + 20
    while notebook.search.find("common", 50).count < 20 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert notebook.search.find("common", 50).count == 20
    assert _places(notebook) == [page.id for page in notebook.pages.list()]
    assert not [table for table in _tables(notebook) if "former_" in table and "search" in table]


def _places(notebook: Notebook) -> list[int]:
    with notebook.search.waiting._database.reading() as connection:
        rows = connection.execute("select page_id from search_places order by place desc")
        return [int(str(row[0])) for row in rows.fetchall()]


def _known_words(notebook: Notebook) -> set[str]:
    with notebook.search.waiting._database.reading() as connection:
        rows = connection.execute("select word from search_words").fetchall()
    return {str(row[0]) for row in rows}


def _tables(notebook: Notebook) -> set[str]:
    with notebook.search.waiting._database.reading() as connection:
        rows = connection.execute("select name from sqlite_schema").fetchall()
    return {str(row[0]) for row in rows}


def test_joining_the_pieces_of_the_index_changes_no_answer(notebook: Notebook) -> None:
    for number in range(30):
        notebook.pages.create(f"Page {number}", f"common words and number{number}")
    before = [hit.page.slug for hit in notebook.search.find("common", limit=200).hits]
    notebook.search.waiting.join_all(pause=0)
    assert [hit.page.slug for hit in notebook.search.find("common", limit=200).hits] == before


def test_an_index_that_lies_mostly_in_one_piece_is_not_written_anew(notebook: Notebook) -> None:
    def pieces() -> list[object]:
        with notebook.search.waiting._database.reading() as connection:
            rows = connection.execute("select segid from search_index_idx group by segid")
            return [row[0] for row in rows.fetchall()]

    texts = (" ".join(f"word{n}of{page}" for n in range(150)) for page in range(40))
    made = [notebook.pages.create(f"Page {page}", text) for page, text in enumerate(texts)]
    notebook.search.waiting.join(pause=0)
    assert len(pieces()) == 1
    for number in range(30):
        notebook.pages.save(made[number].id, "short", 1)
        notebook.search.find("short")
    before = pieces()
    assert len(before) > 4
    notebook.search.waiting.join(pause=0)
    assert pieces() == before


def test_locking_does_not_wait_for_pages_that_are_being_read(
    notebook: Notebook, make: Callable[[], Notebook], password: str
) -> None:
    for number in range(60):
        notebook.pages.create(f"Page {number}", "some words " * 50)
    notebook.search.waiting.rebuild()
    notebook.search.waiting.look()
    notebook.lock()
    again = make()
    again.unlock(password)
    again.search.waiting.read_all(pause=0)
    assert again.search.find("words").count == 60


_WORDS = st.sampled_from(["alpha", "beta", "gamma", "手机", "机手", "ωμέγα"])
_ACTS = st.tuples(
    st.sampled_from(["create", "save", "rename", "delete", "restore"]),
    st.integers(0, 5),
    st.lists(_WORDS, max_size=3).map(" ".join),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(_ACTS, max_size=12))
def test_whatever_is_done_to_pages_search_answers_what_a_scan_would(
    notebook: Notebook, acts: list[tuple[str, int, str]]
) -> None:
    for act, number, text in acts:
        _do(notebook, act, number, text)
    pages = [notebook.pages.by_id(page.id) for page in notebook.pages.list(limit=1_000)]
    for word in ("alpha", "beta", "手机", "手", "ωμεγα"):
        scanned = {
            page.id
            for page in pages
            if word in f"{page.title} {page.body}".replace("ωμέγα", "ωμεγα")
        }
        assert {hit.page.id for hit in notebook.search.find(f'"{word}"', 1_000).hits} == scanned


def _do(notebook: Notebook, act: str, number: int, text: str) -> None:
    pages, trashed = notebook.pages.list(), notebook.trash.list()
    if act == "create":
        notebook.pages.create(text, text)
    elif act == "restore" and number < len(trashed):
        notebook.trash.restore(trashed[number].id)
    elif number < len(pages):
        page = notebook.pages.by_id(pages[number].id)
        match act:
            case "save":
                notebook.pages.save(page.id, text, page.revision)
            case "rename":
                notebook.pages.rename(page.id, text)
            case "delete":
                notebook.pages.delete(page.id)


_WRITER = """
import sys
from pathlib import Path
from webui.notebook import Argon2Cost, Notebook
notebook = Notebook(Path(sys.argv[1]), cost=Argon2Cost(memory=8, passes=1, lanes=1))
notebook.unlock("correct horse battery")
number = 0
while True:
    page = notebook.pages.create(f"Page {number}", f"word{number} common")
    notebook.pages.save(page.id, f"word{number} common saved", page.revision)
    number += 1
    print(number, flush=True)
"""


def test_a_program_that_is_killed_leaves_pages_and_index_in_step(
    folder: Path, make: Callable[[], Notebook]
) -> None:
    notebook = make()
    notebook.create("Ada", "correct horse battery")
    notebook.lock()
    for saves in (3, 8, 15):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(folder)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        for _ in range(saves):
            writer.stdout.readline()
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
    notebook.unlock("correct horse battery")
    pages = [notebook.pages.by_id(page.id) for page in notebook.pages.list(limit=1_000)]
    assert len(pages) >= 26
    for word in ("common", "saved"):
        found = {hit.page.id for hit in notebook.search.find(word, limit=1_000).hits}
        assert found == {page.id for page in pages if word in page.body}
