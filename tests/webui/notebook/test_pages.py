import apsw
import pytest

from tests.webui.notebook.conftest import FakeClock
from webui.notebook import BodyRefused, Notebook, PageInTrash, PageNotFound, TitleRefused


def test_a_new_page_can_be_read_back(notebook: Notebook, clock: FakeClock) -> None:
    page = notebook.pages.create("Projects/Garden", "Water the #roses")
    assert (page.slug, page.title, page.body) == (
        "projects/garden",
        "Projects/Garden",
        "Water the #roses",
    )
    assert (page.revision, page.tags) == (1, ("roses",))
    assert page.created_at == page.updated_at == clock.now
    assert notebook.pages.find("projects/garden") == notebook.pages.by_id(page.id) == page


def test_pages_without_a_title_get_addresses_of_their_own(notebook: Notebook) -> None:
    made = [notebook.pages.create() for _ in range(3)]
    assert [page.slug for page in made] == ["untitled", "untitled-2", "untitled-3"]
    assert {page.title for page in made} == {"Untitled"}


@pytest.mark.parametrize("asked", ["Café/Menu", "cafe\u0301/menu", "CAFÉ/MENU"])
def test_an_address_is_found_however_it_is_typed(notebook: Notebook, asked: str) -> None:
    page = notebook.pages.create("Café/Menu")
    assert notebook.pages.find(asked).id == page.id


@pytest.mark.parametrize(
    "asked", ["nothing", "", "...", "../..", "\ud800", "x" * 10_000, "'; drop"]
)
def test_an_address_of_nothing_is_no_page(notebook: Notebook, asked: str) -> None:
    notebook.pages.create()
    with pytest.raises(PageNotFound):
        notebook.pages.find(asked)


def test_the_page_changed_last_comes_first(notebook: Notebook, clock: FakeClock) -> None:
    pages = []
    for title in ("One", "Two", "Three"):
        clock.pass_by(seconds=1)
        pages.append(notebook.pages.create(title))
    clock.pass_by(seconds=1)
    notebook.pages.save(pages[0].id, "changed", 1)
    assert [page.title for page in notebook.pages.list()] == ["One", "Three", "Two"]
    assert [page.title for page in notebook.pages.list(limit=1, offset=1)] == ["Three"]
    assert notebook.pages.count() == 3


def test_a_saved_text_is_there_under_the_next_number(notebook: Notebook, clock: FakeClock) -> None:
    page = notebook.pages.create("One", "before")
    clock.pass_by(seconds=3)
    saved = notebook.pages.save(page.id, "after #new", page.revision)
    assert (saved.merged, saved.conflict) == (False, None)
    assert (saved.page.body, saved.page.revision, saved.page.tags) == ("after #new", 2, ("new",))
    assert (saved.page.created_at, saved.page.updated_at) == (page.created_at, clock.now)
    assert notebook.pages.by_id(page.id) == saved.page


def test_saving_the_same_text_changes_nothing(notebook: Notebook, clock: FakeClock) -> None:
    page = notebook.pages.create("One", "line\nline")
    clock.pass_by(hours=1)
    for base in (page.revision, 0, 99):
        assert notebook.pages.save(page.id, "line\r\nline", base).page == page
    assert len(notebook.revisions.list(page.id)) == 1


def test_two_windows_that_change_different_lines_both_win(notebook: Notebook) -> None:
    page = notebook.pages.create("One", "a\nb\nc")
    notebook.pages.save(page.id, "A\nb\nc", page.revision)
    saved = notebook.pages.save(page.id, "a\nb\nC", page.revision)
    assert (saved.page.body, saved.merged, saved.conflict) == ("A\nb\nC", True, None)


def test_two_windows_that_change_one_line_lose_nothing(notebook: Notebook) -> None:
    page = notebook.pages.create("One", "a\nb")
    head = notebook.pages.save(page.id, "first\nb", page.revision).page
    saved = notebook.pages.save(page.id, "second\nb", page.revision)
    assert saved.page == head
    assert saved.conflict is not None
    assert (saved.conflict.kind, saved.conflict.body) == ("conflict", "second\nb")
    assert notebook.revisions.get(page.id, saved.conflict.number) == saved.conflict
    following = notebook.pages.save(page.id, "first\nB", head.revision)
    assert following.page.revision > saved.conflict.number


def test_a_conflict_sent_twice_is_kept_once(notebook: Notebook) -> None:
    page = notebook.pages.create("One", "a")
    notebook.pages.save(page.id, "first", page.revision)
    conflicts = {notebook.pages.save(page.id, "second", 1).conflict for _ in range(3)}
    assert len(conflicts) == 1


def test_a_text_from_a_revision_that_nobody_knows_is_kept_beside(notebook: Notebook) -> None:
    page = notebook.pages.create("One", "a")
    saved = notebook.pages.save(page.id, "b", 1234)
    assert saved.page == page
    assert saved.conflict is not None
    assert saved.conflict.body == "b"


def test_a_window_left_open_through_an_hour_of_typing_still_merges(
    notebook: Notebook, clock: FakeClock
) -> None:
    page = notebook.pages.create("One", "top\n\nbottom")
    typed, number = "bottom", page.revision
    for at in range(700):
        clock.pass_by(seconds=5)
        typed += f" {at}"
        number = notebook.pages.save(page.id, f"top\n\n{typed}", number).page.revision
    saved = notebook.pages.save(page.id, "TOP\n\nbottom", page.revision)
    assert (saved.merged, saved.page.body) == (True, f"TOP\n\n{typed}")


def test_a_renamed_page_is_found_at_both_addresses(notebook: Notebook) -> None:
    page = notebook.pages.create("Before", "text")
    renamed = notebook.pages.rename(page.id, "After")
    assert (renamed.title, renamed.slug, renamed.revision) == ("After", "after", page.revision)
    assert notebook.pages.find("before") == notebook.pages.find("after") == renamed
    back = notebook.pages.rename(page.id, "Before")
    assert back.slug == "before"
    assert notebook.pages.find("after") == back


def test_a_new_page_takes_over_an_address_that_another_left(notebook: Notebook) -> None:
    moved = notebook.pages.rename(notebook.pages.create("Plan").id, "Old plan")
    new = notebook.pages.create("Plan")
    assert (new.slug, notebook.pages.find("plan")) == ("plan", new)
    notebook.pages.delete(new.id)
    assert notebook.pages.find("plan") == moved


def test_a_change_of_case_or_of_nothing_keeps_the_address(
    notebook: Notebook, clock: FakeClock
) -> None:
    notebook.pages.create("note")
    page = notebook.pages.create("note")
    clock.pass_by(seconds=1)
    assert notebook.pages.rename(page.id, "note") == page
    assert notebook.pages.rename(page.id, "NOTE").slug == "note-2"


def test_what_is_refused_leaves_the_page_as_it_was(notebook: Notebook) -> None:
    page = notebook.pages.create("One", "text")
    with pytest.raises(TitleRefused):
        notebook.pages.rename(page.id, "x" * 301)
    with pytest.raises(TitleRefused):
        notebook.pages.create("x" * 301)
    with pytest.raises(BodyRefused):
        notebook.pages.save(page.id, "x" * (20 * 1024 * 1024 + 1), page.revision)
    assert notebook.pages.by_id(page.id) == page
    assert notebook.pages.count() == 1


def test_a_page_that_is_gone_says_whether_it_can_be_brought_back(notebook: Notebook) -> None:
    page = notebook.pages.create("One")
    notebook.pages.delete(page.id)
    for use in (
        lambda: notebook.pages.by_id(page.id),
        lambda: notebook.pages.save(page.id, "text", 1),
        lambda: notebook.pages.rename(page.id, "Two"),
        lambda: notebook.pages.delete(page.id),
    ):
        with pytest.raises(PageInTrash) as raised:
            use()
        assert raised.value.page_id == page.id
    notebook.trash.delete(page.id)
    with pytest.raises(PageNotFound) as gone:
        notebook.pages.by_id(page.id)
    assert not isinstance(gone.value, PageInTrash)


def test_texts_of_every_kind_come_back_as_they_were(notebook: Notebook) -> None:
    text = "日本語 עברית \u202e🧑\u200d🚀\n\ttab  \n" + "x" * 3_000_000
    page = notebook.pages.create("One", text)
    assert notebook.pages.by_id(page.id).body == text


def test_pages_are_counted_along_the_index_of_the_list(notebook: Notebook) -> None:
    kept, thrown = notebook.pages.create("Kept"), notebook.pages.create("Thrown")
    notebook.pages.delete(thrown.id)
    asked: list[str] = []

    def note(_cursor: apsw.Cursor, statement: str, _values: object) -> bool:
        asked.append(statement)
        return True

    with notebook._unlocked.database.reading() as connection:
        connection.exec_trace = note
        try:
            assert notebook.pages.count() == len([kept])
        finally:
            connection.exec_trace = None
        (counting,) = [statement for statement in asked if "count(*)" in statement]
        plan = connection.execute(f"explain query plan {counting}").fetchall()
    assert "pages_by_time" in str(plan)
