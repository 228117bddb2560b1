"""Links: found in the text, followed both ways, kept right whatever happens to either end."""

import time

import pytest

from webui.notebook import Notebook
from webui.notebook.links import find_links, local_target, read_links


@pytest.mark.parametrize(
    ("body", "targets"),
    [
        ("See [[Garden]].", ("garden",)),
        ("[[Garden#Roses|the roses]] and [[garden]]", ("garden",)),
        ("![[Garden]] ![[photo.png]]", ("garden", "photo-png")),
        ("[roses](/pages/garden#x) [x](Other%20page.md) [y](<Garden>)", ("garden", "other-page")),
        ("[a](https://example.org/x) [b](/files/1/x.png) [c](#here) [d](mailto:a@b.c)", ()),
        ("`[[Code]]`\n\n```\n[[Code]]\n```\n\n    [[Code]]", ()),
        ("[[#Heading alone]] [[ ]] [[]]", ()),
        ("no links", ()),
    ],
)
def test_a_link_is_found_however_it_is_written(body: str, targets: tuple[str, ...]) -> None:
    assert find_links(body) == targets


@pytest.mark.parametrize(
    ("body", "before", "shown", "after"),
    [
        ("First. We **love** the [[Garden]] at dawn. Last.", "We love the ", "Garden", " at dawn."),
        ("- [ ] water [[Garden|the roses]]", "water ", "the roses", ""),
        ("> [!note] see [[Garden]]\nnext", "see ", "Garden", ""),
        ("北京很好。我们去[[Garden]]玩。再见。", "我们去", "Garden", "玩。"),
        ("[[One|1]] then [[Garden]]", "1 then ", "Garden", ""),
    ],
)
def test_a_link_comes_with_its_sentence_as_a_reader_sees_it(
    body: str, before: str, shown: str, after: str
) -> None:
    link = next(link for link in read_links(body) if link.target == "garden")
    assert link.sentence.parts == (before, shown, after)


def test_of_a_long_sentence_the_part_around_the_link_is_kept() -> None:
    body = f"{'word ' * 400}[[Garden]]{' word' * 400}"
    (link,) = read_links(body)
    assert len(link.sentence.text) < 320
    assert link.sentence.parts[0].startswith("…")
    assert link.sentence.parts[2].endswith("…")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/pages/a/b", ("a/b", "")),
        ("/pages/a?edit=1#h-x", ("a", "h-x")),
        ("Notes.md#Part two", ("notes", "Part two")),
        ("javascript:alert(1)", None),
        ("//elsewhere/x", None),
        ("/logout", None),
        ("#top", None),
        ("", None),
    ],
)
def test_a_markdown_link_is_told_from_one_that_leads_elsewhere(
    address: str, target: tuple[str, str] | None
) -> None:
    assert local_target(address) == target


def test_a_page_knows_who_links_to_it_and_in_which_words(notebook: Notebook) -> None:
    garden = notebook.pages.create("Garden")
    assert notebook.links.to(garden.id) == []
    one = notebook.pages.create("One", "We water the [[Garden|roses]] daily.")
    two = notebook.pages.create("Two", "[[garden]]")
    links = notebook.links.to(garden.id)
    assert [link.page.id for link in links] == [two.id, one.id]
    assert links[1].sentence.parts == ("We water the ", "roses", " daily.")
    assert notebook.links.count_to(garden.id) == 2
    notebook.pages.save(two.id, "no more", 1)
    assert [link.page.id for link in notebook.links.to(garden.id)] == [one.id]


def test_a_page_that_links_to_itself_is_not_shown_to_itself(notebook: Notebook) -> None:
    garden = notebook.pages.create("Garden", "[[Garden]]")
    assert notebook.links.to(garden.id) == []
    assert [page.id for page in notebook.links.orphans()] == [garden.id]


def test_links_to_a_former_title_lead_to_the_page_that_had_it(notebook: Notebook) -> None:
    garden = notebook.pages.create("Garden")
    one = notebook.pages.create("One", "[[Garden]] and [[Orchard]]")
    notebook.pages.rename(garden.id, "Orchard")
    assert [link.page.id for link in notebook.links.to(garden.id)] == [one.id]
    assert notebook.links.count_to(garden.id) == 1
    assert set(notebook.links.resolve(["garden", "orchard", "x"])) == {"garden", "orchard"}
    # Somebody else takes the name that became free.
    other = notebook.pages.create("Garden")
    assert notebook.links.resolve(["garden"])["garden"].id == other.id
    assert [link.page.id for link in notebook.links.to(other.id)] == [one.id]


def test_links_that_lead_nowhere_are_listed_until_there_is_a_page(notebook: Notebook) -> None:
    notebook.pages.create("One", "[[Garden]] [[Orchard]]")
    two = notebook.pages.create("Two", "the [[garden]]")
    missing = notebook.links.missing()
    assert [(each.target, each.title, each.links) for each in missing] == [
        ("garden", "garden", 2),
        ("orchard", "Orchard", 1),
    ]
    assert missing[0].page.id == two.id
    garden = notebook.pages.create("Garden")
    assert [each.target for each in notebook.links.missing()] == ["orchard"]
    notebook.pages.delete(garden.id)
    assert notebook.links.count_missing() == 2
    notebook.trash.restore(garden.id)
    assert notebook.links.count_missing() == 1
    notebook.pages.delete(garden.id)
    notebook.trash.empty()
    assert [each.target for each in notebook.links.missing()] == ["garden", "orchard"]


def test_pages_that_nobody_links_to_are_listed(notebook: Notebook) -> None:
    one = notebook.pages.create("One", "[[Two]]")
    two = notebook.pages.create("Two")
    notebook.pages.create("journal/2026-03-01", "[[One]]")

    def lost() -> list[int]:
        pages = notebook.links.orphans()
        assert notebook.links.count_orphans() == len(pages)
        return [page.id for page in pages]

    assert lost() == []
    three = notebook.pages.create("Three")
    assert lost() == [three.id]
    notebook.pages.save(one.id, "nothing", 1)
    assert lost() == [three.id, two.id]
    notebook.pages.delete(three.id)
    assert lost() == [two.id]
    notebook.trash.restore(three.id)
    assert lost() == [three.id, two.id]
    notebook.pages.save(three.id, "[[Two]]", 1)
    assert lost() == [three.id]
    notebook.pages.rename(two.id, "Second")
    assert lost() == [three.id]


def test_a_name_without_a_link_is_noticed_and_can_become_one(notebook: Notebook) -> None:
    garden = notebook.pages.create("Rose garden")
    one = notebook.pages.create("One", "We love the *rose garden* at dawn.")
    notebook.pages.create("Two", "the [[Rose garden]] and the rose garden")
    notebook.pages.create("Three", "`rose garden` alone, and rosegarden")
    notebook.search.waiting.read_all(pause=0)
    (mention,) = notebook.links.mentions(garden.id)
    assert mention.page.id == one.id
    assert mention.sentence.parts == ("We love the ", "rose garden", " at dawn.")
    linked = notebook.pages.link_mention(one.id, garden.id)
    assert linked.body == "We love the *[[Rose garden|rose garden]]* at dawn."
    assert notebook.links.mentions(garden.id) == []
    assert [link.page.id for link in notebook.links.to(garden.id)][-1] == one.id


@pytest.mark.parametrize("title", ["a", "12", "2026", "?!"])
def test_titles_that_stand_everywhere_are_no_mentions(notebook: Notebook, title: str) -> None:
    page = notebook.pages.create(title)
    notebook.pages.create("One", f"words {title} words")
    assert notebook.links.mentions(page.id) == []


def test_pages_of_an_older_inglenook_are_read_when_it_opens(
    notebook: Notebook, password: str
) -> None:
    garden = notebook.pages.create("Garden")
    one = notebook.pages.create("One", "[[Garden]]\n\n- [ ] water")
    database = notebook._unlocked.database
    with database.writing() as connection:
        connection.execute("delete from links; delete from tasks").fetchall()
        connection.execute("insert into graph_waiting select id from pages").fetchall()
    assert notebook.links.to(garden.id) == []
    notebook.lock()
    notebook.unlock(password)
    until = time.monotonic() + 5
    while not notebook.links.to(garden.id) and time.monotonic() < until:
        time.sleep(0.01)
    assert [link.page.id for link in notebook.links.to(garden.id)] == [one.id]
