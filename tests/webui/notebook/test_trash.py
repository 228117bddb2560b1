import pytest

from tests.webui.notebook.conftest import FakeClock
from webui.notebook import Notebook, PageNotFound


def test_a_page_thrown_away_is_in_the_trash_and_nowhere_else(
    notebook: Notebook, clock: FakeClock
) -> None:
    page = notebook.pages.create("One", "#tag")
    clock.pass_by(minutes=1)
    notebook.pages.delete(page.id)
    (trashed,) = notebook.trash.list()
    assert (trashed.id, trashed.title, trashed.slug) == (page.id, "One", "one")
    assert trashed.deleted_at == clock.now
    assert notebook.pages.list() == []
    assert notebook.pages.count() == 0
    with pytest.raises(PageNotFound):
        notebook.pages.find("one")


def test_the_last_thrown_away_comes_first(notebook: Notebook, clock: FakeClock) -> None:
    for title in ("One", "Two"):
        clock.pass_by(minutes=1)
        notebook.pages.delete(notebook.pages.create(title).id)
    assert [page.title for page in notebook.trash.list()] == ["Two", "One"]


def test_a_restored_page_is_as_it_was(notebook: Notebook) -> None:
    notebook.pages.create("One")
    page = notebook.pages.create("One", "text #tag")
    notebook.pages.delete(page.id)
    assert notebook.trash.restore(page.id) == page
    assert notebook.trash.list() == []


def test_a_restored_page_makes_way_for_one_that_took_its_address(notebook: Notebook) -> None:
    page = notebook.pages.create("One")
    notebook.pages.delete(page.id)
    assert notebook.pages.create("One").slug == "one"
    assert notebook.trash.restore(page.id).slug == "one-2"


def test_deleting_for_good_leaves_neither_text_nor_history(notebook: Notebook) -> None:
    page = notebook.pages.create("One", "text")
    notebook.pages.rename(page.id, "Two")
    notebook.pages.save(page.id, "other", 1)
    notebook.pages.delete(page.id)
    notebook.trash.delete(page.id)
    assert notebook.trash.list() == []
    assert notebook.revisions.list(page.id) == []
    assert notebook.pages.create("Another").id > page.id


def test_emptying_says_how_many_and_spares_the_rest(notebook: Notebook) -> None:
    kept = notebook.pages.create("Kept", "#tag")
    for _ in range(3):
        notebook.pages.delete(notebook.pages.create("Gone").id)
    assert notebook.trash.empty() == 3
    assert notebook.trash.empty() == 0
    assert notebook.pages.by_id(kept.id) == kept


def test_the_trash_touches_nothing_that_is_not_in_it(notebook: Notebook) -> None:
    page = notebook.pages.create("One")
    for use in (notebook.trash.restore, notebook.trash.delete):
        for number in (page.id, 999):
            with pytest.raises(PageNotFound):
                use(number)
    assert notebook.pages.by_id(page.id) == page
