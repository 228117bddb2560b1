import pytest

from webui.notebook import Notebook


@pytest.fixture
def shelf(notebook: Notebook) -> Notebook:
    notebook.pages.create("Garden plans", "compost and peas")
    notebook.pages.create("Letter", "the garden, again; the сад")
    return notebook


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gardne", "garden"),
        ("graden", "garden"),
        ("gardn", "garden"),
        ("gardenn", "garden"),
        ("vgarden", "garden"),
        ("gardem plans", "garden plans"),
        ("компост саб", "компост сад"),
        ("title:gardem", "title:garden"),
    ],
)
def test_a_word_that_is_nearly_typed_is_offered(shelf: Notebook, typed: str, meant: str) -> None:
    assert meant in [near.text for near in shelf.search.find(typed).suggestions]


def test_a_page_with_such_a_title_is_offered_beside(shelf: Notebook) -> None:
    near = shelf.search.find("gardem").suggestions
    assert ("Garden plans", "garden-plans") in [(each.text, each.slug) for each in near]


def test_what_was_found_needs_no_other_words(notebook: Notebook) -> None:
    for number in range(5):
        notebook.pages.create(f"Garden {number}", "wardens of the garden")
    assert notebook.search.find("garden").suggestions == []


def test_a_word_that_no_page_has_any_more_is_not_offered(shelf: Notebook) -> None:
    shelf.pages.delete(shelf.pages.find("garden-plans").id)
    assert shelf.search.find("composd").suggestions == []
