from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.webui.notebook.conftest import FakeClock
from tests.webui.notebook.search.conftest import Find
from webui.notebook import Notebook
from webui.notebook.search.language import FILTERS


@pytest.fixture
def shelf(notebook: Notebook, clock: FakeClock) -> Notebook:
    """A few pages that differ in what can be asked for."""
    pages = {
        "Garden plans": "# Spring\n\nPeas, then beans.\n\n- [ ] buy seeds\n\n#garden #home/outside",
        "Projects/Wall": "A dry-stone wall by the garden, see [[Garden plans]].\n\n#garden/walls",
        "Projects/2026/Boat": "---\nstatus: open\nmaterial: [oak, larch]\n---\nA boat of oak.",
        "Letter": "The garden again. ![pear](pear.png) and [a file](/files/1/x.pdf)",
        "Code": "`- [ ] no task` and\n\n```\n#no-tag [[Letter]]\n```\n\nhttps://example.org/garden",
    }
    for title, body in pages.items():
        notebook.pages.create(title, body)
        clock.pass_by(days=40)
    return notebook


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("garden", {"Garden plans", "Projects/Wall", "Letter", "Code"}),
        ("gard*", {"Garden plans", "Projects/Wall", "Letter", "Code"}),
        ("GARDEN -wall", {"Garden plans", "Letter", "Code"}),
        ("-garden", {"Projects/2026/Boat"}),
        ("garden (boat OR peas)", {"Garden plans"}),
        ("boat OR peas", {"Garden plans", "Projects/2026/Boat"}),
        ("boat OR -garden", {"Projects/2026/Boat"}),
        ('"dry stone wall"', {"Projects/Wall"}),
        ('"stone dry"', set()),
        ('-"dry stone" -peas', {"Projects/2026/Boat", "Letter", "Code"}),
        ('"dry stone" OR "then beans"', {"Projects/Wall", "Garden plans"}),
        ("dry-stone", {"Projects/Wall"}),
        ("tag:garden", {"Garden plans", "Projects/Wall"}),
        ("tag:garden/walls", {"Projects/Wall"}),
        ("tag:home", {"Garden plans"}),
        ("tag:no-tag", set()),
        ("in:projects", {"Projects/Wall", "Projects/2026/Boat"}),
        ("in:projects/2026", {"Projects/2026/Boat"}),
        ("title:garden", {"Garden plans"}),
        ("title:gar", {"Garden plans"}),
        ('title:"garden plans"', {"Garden plans"}),
        ("has:task", {"Garden plans"}),
        ("has:image", {"Letter"}),
        ("has:file", {"Letter"}),
        ("has:link garden", {"Projects/Wall", "Letter", "Code"}),
        ('links:"Garden plans"', {"Projects/Wall"}),
        ("links:letter", set()),
        ("status:open", {"Projects/2026/Boat"}),
        ("material:larch", {"Projects/2026/Boat"}),
        ("material:pine", set()),
        ("material:", {"Projects/2026/Boat"}),
        ("colour:red", set()),
        ("https://example.org/garden", {"Code"}),
        ("created:2026-03", {"Garden plans"}),
        ("created:2026-04..2026-05 garden", {"Projects/Wall"}),
        ("updated:2026-05.. -code", {"Projects/2026/Boat", "Letter"}),
        ("updated:..2026-03", {"Garden plans"}),
        ("tag:garden -has:task", {"Projects/Wall"}),
    ],
)
def test_pages_are_found_by_what_is_in_them(shelf: Notebook, typed: str, found: set[str]) -> None:
    assert {hit.page.title for hit in shelf.search.find(typed).hits} == found


def test_a_link_is_found_under_the_name_that_the_page_has_now(shelf: Notebook) -> None:
    page = shelf.pages.find("garden-plans")
    shelf.pages.rename(page.id, "Kitchen garden")
    (hit,) = shelf.search.find('links:"Kitchen garden"').hits
    assert hit.page.title == "Projects/Wall"


def test_the_answer_shows_the_sentences_and_what_in_them_was_asked_for(shelf: Notebook) -> None:
    (hit,) = shelf.search.find("stone wall").hits
    assert [(part.text, part.is_match) for part in hit.title] == [
        ("Projects/", False),
        ("Wall", True),
    ]
    (sentence,) = hit.sentences
    assert "".join(part.text for part in sentence) == (
        "A dry-stone wall by the garden, see Garden plans."
    )
    assert [part.text for part in sentence if part.is_match] == ["stone", "wall"]
    assert hit.tags == ("garden/walls",)


def test_there_is_an_answer_for_each_page_of_the_list(notebook: Notebook) -> None:
    for number in range(150):
        notebook.pages.create(f"Page {number}", "common words")
    seen: list[str] = []
    for offset in range(0, 150, 20):
        seen += [hit.page.slug for hit in notebook.search.find("common", offset=offset).hits]
    assert len(seen) == len(set(seen)) == 150
    assert notebook.search.find("common", offset=160).hits == []


_PARTS = st.sampled_from(
    [*'()"*-:|&“”.', " ", " OR ", " NOT ", "..", "2026-01", "手机", "é", "garden", "peas", "\ud800"]
    + [*"#/<>=@[]^_~%$!+'", "\0", "½", "⑴", "ŉ", "status:", "material:larch"]
    + [f"{name}:" for name in FILTERS]
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.lists(_PARTS | st.text(max_size=3), max_size=12).map("".join))
def test_anything_typed_is_answered(shelf: Notebook, typed: str) -> None:
    found = shelf.search.find(typed)
    assert len(found.hits) == min(found.count, 20)


def test_the_last_word_may_be_unfinished(find: Find, notebook: Notebook) -> None:
    notebook.pages.create("One", "internationalisation of everything")
    notebook.pages.create("Two", "international")
    for length in range(1, len("internationalisation")):
        assert "One" in find("internationalisation"[:length])
    assert find("internationalisation") == ["One"]


def test_a_page_in_the_trash_is_not_found_until_it_is_restored(
    notebook: Notebook, find: Find
) -> None:
    page = notebook.pages.create("One", "precious [[Two]] #tag")
    notebook.pages.delete(page.id)
    for typed in ("precious", "title:one", "links:two", "tag:tag"):
        assert find(typed) == []
    notebook.trash.restore(page.id)
    for typed in ("precious", "title:one", "links:two", "tag:tag"):
        assert find(typed) == ["One"]


def test_what_a_page_says_now_is_found_and_what_it_said_is_not(
    notebook: Notebook, find: Find
) -> None:
    page = notebook.pages.create("One", "before 以前")
    other = notebook.pages.create("Two", "between")
    notebook.pages.save(page.id, "after 以后", page.revision)
    notebook.pages.rename(other.id, "Second")
    assert find("before") == find("以前") == find("title:two") == []
    assert find("after") == find("以后") == ["One"]
    assert find("title:second") == find("between") == ["Second"]


def test_search_finds_after_a_restart_what_was_found_before(
    notebook: Notebook, make: Callable[[], Notebook], password: str
) -> None:
    notebook.pages.create("One", "precious")
    notebook.lock()
    again = make()
    again.unlock(password)
    assert [hit.page.title for hit in again.search.find("precious").hits] == ["One"]
