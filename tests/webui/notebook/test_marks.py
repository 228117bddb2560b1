"""Favourites, pinned pages, and what was opened last."""

from collections.abc import Callable

import pytest

from tests.webui.notebook.conftest import FakeClock
from webui.notebook import Notebook, PageNotFound


def test_favourites_stand_in_the_order_in_which_they_were_chosen(notebook: Notebook) -> None:
    one, two = notebook.pages.create("One"), notebook.pages.create("Two")
    for page in (two, one, two):
        notebook.marks.set(page.id, "favourite", is_on=True)
    notebook.marks.set(one.id, "pinned", is_on=True)
    assert [page.title for page in notebook.marks.pages("favourite")] == ["Two", "One"]
    assert notebook.marks.of(one.id) == {"favourite", "pinned"}
    notebook.marks.set(two.id, "favourite", is_on=False)
    assert [page.title for page in notebook.marks.pages("favourite")] == ["One"]


def test_a_favourite_in_the_trash_is_one_again_when_it_comes_back(notebook: Notebook) -> None:
    page = notebook.pages.create("One")
    notebook.marks.set(page.id, "favourite", is_on=True)
    notebook.pages.delete(page.id)
    assert notebook.marks.pages("favourite") == []
    with pytest.raises(PageNotFound):
        notebook.marks.set(page.id, "favourite", is_on=False)
    notebook.trash.restore(page.id)
    assert [each.id for each in notebook.marks.pages("favourite")] == [page.id]


def test_the_pages_opened_last_are_known_after_a_restart(
    notebook: Notebook, make: Callable[[], Notebook], password: str, clock: FakeClock
) -> None:
    pages = [notebook.pages.create(title) for title in ("One", "Two", "Three")]
    for page in (pages[0], pages[2], pages[1], pages[0]):
        clock.pass_by(seconds=1)
        notebook.visits.note(page.id)
    assert [page.title for page in notebook.visits.pages()] == ["One", "Two", "Three"]
    notebook.pages.delete(pages[1].id)
    notebook.visits.note(999)
    notebook.visits.keep()
    notebook.lock()
    again = make()
    again.unlock(password)
    assert [page.title for page in again.visits.pages()] == ["One", "Three"]
    assert [page.title for page in again.visits.pages(limit=1)] == ["One"]
