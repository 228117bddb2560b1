import pytest

from tests.webui.notebook.conftest import FakeClock
from webui.notebook import Notebook, RevisionNotFound


def texts(notebook: Notebook, page_id: int) -> list[str]:
    return [revision.body for revision in notebook.revisions.list(page_id)]


def save_each(notebook: Notebook, clock: FakeClock, page_id: int, bodies: list[str]) -> None:
    for body in bodies:
        clock.pass_by(minutes=1)
        number = notebook.pages.by_id(page_id).revision
        notebook.pages.save(page_id, body, number)


def test_a_page_remembers_what_it_said_before(notebook: Notebook, clock: FakeClock) -> None:
    page = notebook.pages.create("One", "first")
    clock.pass_by(minutes=5)
    saved = notebook.pages.save(page.id, "second", 1).page
    newest, oldest = notebook.revisions.list(page.id)
    assert (newest.body, newest.number, newest.saved_at) == ("second", 2, saved.updated_at)
    assert (oldest.body, oldest.number, oldest.title) == ("first", 1, "One")
    assert notebook.revisions.get(page.id, 1) == oldest


def test_typing_leaves_one_revision_for_each_five_minutes(
    notebook: Notebook, clock: FakeClock
) -> None:
    page = notebook.pages.create("One", "0")
    save_each(notebook, clock, page.id, [str(minute) for minute in range(1, 13)])
    assert texts(notebook, page.id) == ["12", "9", "4"]


def test_the_text_before_a_piece_was_taken_away_is_kept(
    notebook: Notebook, clock: FakeClock
) -> None:
    long = "a paragraph " * 50
    page = notebook.pages.create("One", long)
    save_each(notebook, clock, page.id, ["short", "shorter"])
    assert texts(notebook, page.id) == ["shorter", long]


def test_a_clock_set_back_replaces_nothing(notebook: Notebook, clock: FakeClock) -> None:
    page = notebook.pages.create("One", "first")
    clock.pass_by(days=-1)
    notebook.pages.save(page.id, "second", 1)
    assert texts(notebook, page.id) == ["second", "first"]


def test_a_conflict_is_never_replaced(notebook: Notebook, clock: FakeClock) -> None:
    page = notebook.pages.create("One", "a")
    head = notebook.pages.save(page.id, "b", 1).page
    notebook.pages.save(page.id, "c", 1)
    notebook.pages.save(page.id, "d", 1)
    save_each(notebook, clock, page.id, ["b b"])
    kinds = [(revision.kind, revision.body) for revision in notebook.revisions.list(page.id)]
    assert kinds == [("save", "b b"), ("conflict", "d"), ("conflict", "c")]
    assert notebook.pages.by_id(page.id).revision > head.revision


def test_the_page_always_stands_among_its_revisions(notebook: Notebook, clock: FakeClock) -> None:
    page = notebook.pages.create("One", "x" * 600)
    bodies = ["x" * 700, "", "y", "y\nz", "x" * 600]
    for body in bodies:
        save_each(notebook, clock, page.id, [body])
        now = notebook.pages.by_id(page.id)
        assert notebook.revisions.get(page.id, now.revision).body == now.body


def test_after_a_month_a_window_left_behind_gets_a_conflict_and_not_a_wrong_merge(
    notebook: Notebook, clock: FakeClock
) -> None:
    page = notebook.pages.create("One", "top\n\nbottom")
    save_each(notebook, clock, page.id, ["top\n\nbottom!", "top\n\nbottom!!"])
    clock.pass_by(days=31)
    save_each(notebook, clock, page.id, ["top\n\nbottom!!!"])
    saved = notebook.pages.save(page.id, "TOP\n\nbottom", page.revision)
    assert saved.conflict is not None
    assert saved.conflict.body == "TOP\n\nbottom"


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_number_that_was_never_given_is_no_revision(notebook: Notebook, number: int) -> None:
    page = notebook.pages.create("One")
    with pytest.raises(RevisionNotFound):
        notebook.revisions.get(page.id, number)
    assert notebook.revisions.list(999) == []
