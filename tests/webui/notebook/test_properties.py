"""What pages say of themselves: found by it, under other names too."""

from webui.notebook import Notebook
from webui.notebook.properties import plain_name


def rows(notebook: Notebook) -> list[tuple[object, ...]]:
    with notebook._unlocked.database.reading() as connection:
        return connection.execute(
            "select name, place, value, number, day from properties order by name, place"
        ).fetchall()


def test_properties_are_kept_beside_the_text_and_follow_it(notebook: Notebook) -> None:
    page = notebook.pages.create(
        "Boat", "---\nStatus: open\nlength: 7.5\nmade: 2026-03-01\ncrew: [Ada, Bea]\n---\n"
    )
    assert rows(notebook) == [
        ("crew", 0, "Ada", None, None),
        ("crew", 1, "Bea", None, None),
        ("length", 0, "7.5", 7.5, None),
        ("made", 0, "2026-03-01", None, "2026-03-01"),
        ("status", 0, "open", None, None),
    ]
    assert notebook.properties.names() == ["crew", "length", "made", "status"]
    notebook.pages.save(page.id, "---\nstatus: done\n---\n", page.revision)
    assert rows(notebook) == [("status", 0, "done", None, None)]
    notebook.pages.delete(page.id)
    assert rows(notebook) == []
    notebook.trash.restore(page.id)
    assert rows(notebook) == [("status", 0, "done", None, None)]


def test_tags_in_front_matter_are_tags(notebook: Notebook) -> None:
    page = notebook.pages.create("One", "---\ntags: [Garden/Roses, '#work', two words]\n---\n#own")
    assert page.tags == ("garden/roses", "own", "two-words", "work")
    assert [each.id for each in notebook.tags.pages("garden")] == [page.id]


def test_a_page_is_found_by_what_it_says_of_itself(notebook: Notebook) -> None:
    notebook.pages.create("Boat", "---\nstatus: Open Sea\naliases: [Ship of State]\n---\nwords")
    for query in ("status:open", "tag:none OR status:sea", "ship of state"):
        assert [each.page.slug for each in notebook.search.find(query).hits] == ["boat"], query


def test_names_are_compared_as_people_read_them() -> None:
    assert plain_name("  Due \t Date ") == plain_name("due date")


def linked(notebook: Notebook, target: str) -> int | None:
    with notebook._unlocked.database.reading() as connection:
        row = connection.execute(
            "select page_id from link_targets where target = ?", (target,)
        ).fetchone()
    return row[0] if row else None


def test_a_link_finds_a_page_by_another_name_that_it_gives_itself(notebook: Notebook) -> None:
    notebook.pages.create("Letter", "to [[Ship of State]]")
    boat = notebook.pages.create("Boat", "---\naliases: [Ship of State]\n---\n")
    assert linked(notebook, "ship-of-state") == boat.id
    assert notebook.pages.find("ship-of-state").id == boat.id
    real = notebook.pages.create("Ship of State")
    assert linked(notebook, "ship-of-state") == real.id
    notebook.pages.delete(real.id)
    assert linked(notebook, "ship-of-state") == boat.id
    notebook.pages.save(boat.id, "no other name", boat.revision)
    assert linked(notebook, "ship-of-state") is None
    notebook.trash.restore(real.id)
    assert linked(notebook, "ship-of-state") == real.id


def test_a_link_finds_a_page_in_a_folder_by_its_last_part(notebook: Notebook) -> None:
    acme = notebook.pages.create("work/clients/Acme")
    notebook.pages.create("Letter", "to [[Acme]]")
    assert linked(notebook, "acme") == acme.id
    assert notebook.pages.find("acme").id == acme.id
    other = notebook.pages.create("play/Acme")
    assert linked(notebook, "acme") == acme.id
    notebook.pages.rename(acme.id, "work/clients/Acme Inc")
    assert linked(notebook, "acme") == other.id
    top = notebook.pages.create("Acme")
    assert linked(notebook, "acme") == top.id
