"""What was just saved is found at once, although its words are made behind the save."""

import threading
import time
from collections.abc import Callable
from datetime import date

import pytest

from tests.webui.notebook.conftest import PASSWORD, FakeClock
from webui.notebook import Notebook
from webui.notebook.database import Database
from webui.notebook.errors import StorageFailure


def _waiting(notebook: Notebook) -> list[int]:
    with notebook.search.waiting._database.reading() as connection:
        rows = connection.execute("select page_id from search_waiting order by page_id").fetchall()
    return [int(str(row[0])) for row in rows]


def _save(notebook: Notebook, page_id: int, body: str) -> None:
    notebook.pages.save(page_id, body, notebook.pages.by_id(page_id).revision)


def _found(notebook: Notebook, text: str) -> list[str]:
    return [hit.page.title for hit in notebook.search.find(text).hits]


def test_a_save_leaves_the_words_of_its_page_to_be_made_behind_it(notebook: Notebook) -> None:
    page = notebook.pages.create("Roses", "old")
    _save(notebook, page.id, "new")
    assert _waiting(notebook) == [page.id]


def test_a_search_right_after_a_save_finds_the_page_by_its_new_words_alone(
    notebook: Notebook,
) -> None:
    page = notebook.pages.create("Roses", "old #garden")
    _save(notebook, page.id, "new #cellar")
    assert _found(notebook, "new") == _found(notebook, "#cellar") == ["Roses"]
    assert _found(notebook, "old") == _found(notebook, "#garden") == []
    assert not _waiting(notebook)
    assert notebook.search.find("new").progress is None


def test_every_other_list_knows_what_was_just_saved(notebook: Notebook) -> None:
    named, page = notebook.pages.create("The Old Mill"), notebook.pages.create("Walks", "#garden")
    lists: dict[str, Callable[[], list[str]]] = {
        "tags": lambda: [page.title for page in notebook.tags.pages("cellar")],
        "former tags": lambda: [page.title for page in notebook.tags.pages("garden")],
        "mentions": lambda: [each.page.title for each in notebook.links.mentions(named.id)],
        "queries": lambda: [
            entry.page.title
            for group in notebook.queries.run("text mill", date(2026, 1, 1)).groups
            for entry in group.entries
        ],
    }
    for name, read in lists.items():
        _save(notebook, page.id, "#garden")
        notebook.search.find("garden")
        _save(notebook, page.id, "To the old mill. #cellar")
        expected = {"former tags": [], "queries": ["Walks", "The Old Mill"]}.get(name, ["Walks"])
        assert sorted(read()) == sorted(expected), name


def test_what_is_read_at_one_moment_knows_what_was_just_saved(notebook: Notebook) -> None:
    named, page = notebook.pages.create("The Old Mill"), notebook.pages.create("Walks")
    _save(notebook, page.id, "To the old mill.")
    with notebook.at_one_moment():
        assert [each.page.title for each in notebook.links.mentions(named.id)] == ["Walks"]


def test_the_page_that_was_saved_last_stands_before_equal_ones(
    notebook: Notebook, clock: FakeClock
) -> None:
    first, second = (notebook.pages.create(f"Page {n}", "common words") for n in (1, 2))
    _save(notebook, second.id, "common words here")
    clock.pass_by(seconds=1)
    _save(notebook, first.id, "common words here")
    assert [page.id for page in notebook.search.completion.pages("page")] == [first.id, second.id]


def test_of_many_saves_in_a_row_only_the_first_are_left_to_be_read(notebook: Notebook) -> None:
    pages = [notebook.pages.create(f"Page {number}") for number in range(12)]
    for page in pages:
        _save(notebook, page.id, f"common number{page.id}")
    assert len(_waiting(notebook)) == 4
    assert notebook.search.find("common", 50).count == 12


def test_a_save_is_found_beside_many_pages_that_wait(notebook: Notebook) -> None:
    pages = [notebook.pages.create(f"Page {number}", "common") for number in range(12)]
    notebook.search.waiting.rebuild(pause=0)
    _save(notebook, pages[3].id, "gloaming")
    assert _found(notebook, "gloaming") == ["Page 3"]


def test_words_are_made_behind_a_save_without_anybody_asking(notebook: Notebook) -> None:
    page = notebook.pages.create("Roses", "old")
    _save(notebook, page.id, "new")
    notebook.search.latest.catch_up_soon()
    notebook.search.latest.catch_up_soon()
    assert [each.name for each in threading.enumerate()].count("search latest") == 1
    deadline = time.monotonic() + 20
    while _waiting(notebook) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not _waiting(notebook)


def test_a_notebook_that_is_locked_meanwhile_finds_the_page_when_it_is_opened_again(
    notebook: Notebook,
) -> None:
    page = notebook.pages.create("Roses", "old")
    _save(notebook, page.id, "new")
    notebook.search.latest.catch_up_soon()
    notebook.lock()
    for thread in threading.enumerate():
        if thread.name == "search latest":
            thread.join()
    notebook.unlock(PASSWORD)
    assert _found(notebook, "new") == ["Roses"]


def test_a_full_disk_keeps_nobody_from_searching(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = notebook.pages.create("Roses", "old words")
    _save(notebook, page.id, "new words")

    def refuse(_database: Database, _patience: float = 0) -> None:
        raise StorageFailure("full", "no room")

    with monkeypatch.context() as patch:
        patch.setattr(Database, "writing", refuse)
        assert _found(notebook, "words") == ["Roses"]
    assert _found(notebook, "new") == ["Roses"]


def test_nobody_who_asks_waits_for_somebody_who_writes_for_long(notebook: Notebook) -> None:
    page = notebook.pages.create("Roses", "old words")
    _save(notebook, page.id, "new words")
    found: list[list[str]] = []
    asking = threading.Thread(target=lambda: found.append(_found(notebook, "old")))
    with notebook.search.waiting._database.writing():
        asking.start()
        asking.join(10)
        assert found == [["Roses"]]
    asking.join()
    assert _found(notebook, "new") == ["Roses"]
