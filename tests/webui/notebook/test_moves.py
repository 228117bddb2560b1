"""Moving and renaming: the page is where one expects it, and every link has followed."""

import pytest

from webui.notebook import Notebook, Refused
from webui.notebook.graph import let_wait
from webui.notebook.relinking import Destination, relink


def body_of(notebook: Notebook, page_id: int) -> str:
    return notebook.pages.by_id(page_id).body


def test_every_link_follows_a_page_to_its_new_title(notebook: Notebook) -> None:
    page = notebook.pages.create("Old Name", "me: [[Old Name]]")
    other = notebook.pages.create(
        "Letter",
        "[[Old Name]] [[old name|it]] [[Old Name#Part]] ![[Old Name]]\n"
        "[x](/pages/old-name#part) [y](Old%20Name.md) [z](<Old Name.md>)\n"
        "`[[Old Name]]` [[Older Name]] [web](https://example.org/pages/old-name)\n\n"
        "```\n[[Old Name]]\n```\n",
    )
    plan = notebook.moves.plan(page.id, "New Name")
    assert (plan.slug, plan.links, plan.pages) == ("new-name", 8, 2)
    moved = notebook.moves.move(page.id, "New Name")
    assert {each.id for each in moved.changed} == {page.id, other.id}
    assert body_of(notebook, page.id) == "me: [[New Name]]"
    assert body_of(notebook, other.id) == (
        "[[New Name]] [[New Name|it]] [[New Name#Part]] ![[New Name]]\n"
        "[x](/pages/new-name#part) [y](new-name.md) [z](<new-name.md>)\n"
        "`[[Old Name]]` [[Older Name]] [web](https://example.org/pages/old-name)\n\n"
        "```\n[[Old Name]]\n```\n"
    )
    assert notebook.pages.find("old-name").id == page.id
    assert "[[Old Name]]" in notebook.revisions.list(other.id)[-1].body


def test_links_of_an_import_that_is_not_linked_yet_follow_too(notebook: Notebook) -> None:
    page = notebook.pages.create("Old Name")
    letter = notebook.pages.create("Letter", "see [[Old Name]] and [[Old Name|it]]")
    database = notebook._unlocked.database
    with database.writing() as connection:
        connection.execute("delete from links").fetchall()
        let_wait(connection, [letter.id])
    assert notebook.moves.plan(page.id, "New Name").links == 2
    with database.writing() as connection:
        connection.execute("delete from links").fetchall()
        let_wait(connection, [letter.id])
    notebook.moves.move(page.id, "New Name")
    assert body_of(notebook, letter.id) == "see [[New Name]] and [[New Name|it]]"


def test_a_plan_changes_nothing(notebook: Notebook) -> None:
    page = notebook.pages.create("One")
    other = notebook.pages.create("Two", "[[One]]")
    notebook.moves.plan(page.id, "Three", "work")
    assert notebook.pages.by_id(page.id) == page
    assert notebook.pages.by_id(other.id) == other


def test_a_new_folder_is_called_as_it_was_typed(notebook: Notebook) -> None:
    page = notebook.pages.create("Boat")
    notebook.moves.move(page.id, folder="Dr. Ärger/Yard")
    [folder] = notebook.folders.level().folders
    assert (folder.path, folder.name) == ("dr-ärger", "Dr. Ärger")
    assert [each.name for each in notebook.folders.level(folder.path).folders] == ["Yard"]
    assert notebook.folders.names("dr-ärger/yard") == ["Dr. Ärger", "Yard"]
    notebook.moves.move_folder("dr-ärger", "Old Things")
    assert [each.name for each in notebook.folders.level().folders] == ["Old Things"]


def test_a_page_moves_to_a_folder_and_out_of_it(notebook: Notebook) -> None:
    page = notebook.pages.create("Acme")
    other = notebook.pages.create("Letter", "[[Acme]] and [[acme|them]]")
    moved = notebook.moves.move(page.id, folder="Work/Clients")
    assert (moved.pages[0].slug, moved.pages[0].title) == ("work/clients/acme", "Acme")
    assert body_of(notebook, other.id) == "[[Acme]] and [[Acme|them]]"
    assert notebook.moves.move(page.id, "Acme Inc").pages[0].slug == "work/clients/acme-inc"
    assert notebook.moves.move(page.id, folder="").pages[0].slug == "acme-inc"
    assert body_of(notebook, other.id) == "[[Acme Inc]] and [[Acme Inc|them]]"


def test_a_title_with_slashes_names_its_folders_and_goes_on_doing_so(notebook: Notebook) -> None:
    page = notebook.pages.create("Work/Clients/Acme")
    assert page.slug == "work/clients/acme"
    moved = notebook.moves.move(page.id, folder="Archive").pages[0]
    assert (moved.title, moved.slug) == ("Archive/Acme", "archive/acme")
    moved = notebook.moves.move(page.id, "Work/Acme").pages[0]
    assert moved.slug == "work/acme"
    assert notebook.moves.move(page.id, "Acme").pages[0].slug == "acme"


def test_a_link_says_more_when_two_pages_have_the_name(notebook: Notebook) -> None:
    notebook.pages.create("Notes")
    page = notebook.pages.create("Diary")
    other = notebook.pages.create("Letter", "[[Diary]]")
    moved = notebook.moves.move(page.id, "Notes", "work").pages[0]
    assert moved.slug == "work/notes"
    assert body_of(notebook, other.id) == "[[work/Notes|Notes]]"
    assert notebook.links.resolve(["work/notes"])["work/notes"].id == page.id


def test_a_title_that_no_link_can_say_is_linked_by_its_address(notebook: Notebook) -> None:
    page = notebook.pages.create("Languages")
    other = notebook.pages.create("Letter", "[[Languages]]")
    notebook.moves.move(page.id, "C# [draft]")
    assert body_of(notebook, other.id) == "[[c-draft]]"
    assert [each.page.id for each in notebook.links.to(page.id)] == [other.id]


def test_links_by_another_name_of_the_page_stay(notebook: Notebook) -> None:
    page = notebook.pages.create("Boat", "---\naliases: [Ship]\n---\n")
    other = notebook.pages.create("Letter", "[[Ship]] [[Boat]]")
    notebook.moves.move(page.id, "Yacht")
    assert body_of(notebook, other.id) == "[[Ship]] [[Yacht]]"


def test_a_folder_moves_with_all_that_lies_in_it(notebook: Notebook) -> None:
    notebook.pages.create("Work")
    one = notebook.pages.create("Work/Clients/Acme", "[[work/Plan]]")
    two = notebook.pages.create("Plan")
    notebook.moves.move(two.id, folder="work")
    notebook.pages.create("Workshop")
    letter = notebook.pages.create("Letter", "[[Work/Clients/Acme]] [[Work]]")
    plan = notebook.moves.plan_folder("work", "Old/Job")
    assert (plan.moved, plan.links, plan.pages) == (3, 3, 2)
    moved = notebook.moves.move_folder("work", "Old/Job")
    assert {each.slug: each.title for each in moved.pages} == {
        "old/job": "Job",
        "old/job/plan": "Plan",
        "old/job/clients/acme": "Old/Job/Clients/Acme",
    }
    assert notebook.pages.by_id(one.id).slug == "old/job/clients/acme"
    assert notebook.pages.find("workshop").slug == "workshop"
    assert [each.page.id for each in notebook.links.to(one.id)] == [letter.id]
    with pytest.raises(Refused):
        notebook.moves.move_folder("old", "old/job")


def test_a_move_that_is_none_makes_no_version(notebook: Notebook) -> None:
    page = notebook.pages.create("One")
    assert notebook.moves.move(page.id, "One").pages == (page,)
    assert notebook.moves.plan(page.id, "ONE").links == 0


def test_many_links_follow_in_little_time(notebook: Notebook) -> None:
    page = notebook.pages.create("Hub")
    other = notebook.pages.create("Spokes", "[[Hub]] " * 10_000)
    plan = notebook.moves.plan(page.id, "Centre")
    assert (plan.links, plan.pages) == (10_000, 1)
    notebook.moves.move(page.id, "Centre")
    assert body_of(notebook, other.id) == "[[Centre]] " * 10_000


def test_relinking_leaves_everything_else_letter_for_letter() -> None:
    text = "a\r`` [[x]] ` [[x]] ``\n\n    [[x]]\n\n~~~\n[[x]]\n~~~\n[[x]]\ud800 [[ x ]]"
    new, count = relink(text, lambda slug: Destination("y", "y", "y") if slug == "x" else None)
    assert new == text.replace("\n[[x]]\ud800 [[ x ]]", "\n[[y]]\ud800 [[y]]")
    assert count == 2
