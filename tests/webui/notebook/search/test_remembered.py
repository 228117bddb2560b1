import pytest

from tests.webui.notebook.conftest import FakeClock
from webui.notebook import Notebook
from webui.notebook.search.remembered import MOST_RECENT, SavedSearch, SearchRefused


def test_a_saved_search_is_found_by_its_name(notebook: Notebook) -> None:
    kept = notebook.search.remembered
    kept.save("  Open work ", "tag:work has:task")
    kept.save("Garden", "garden")
    assert kept.find("Open work") == SavedSearch("Open work", "tag:work has:task")
    kept.save("Garden", "garden -wall")
    assert [each.query for each in kept.saved()] == ["garden -wall", "tag:work has:task"]
    kept.delete("Garden")
    assert kept.find("Garden") is None


@pytest.mark.parametrize(("called", "query"), [("", "x"), (" / ", "x"), ("..", "x"), ("n", " ")])
def test_a_search_without_name_or_words_is_refused_with_a_sentence(
    notebook: Notebook, called: str, query: str
) -> None:
    with pytest.raises(SearchRefused):
        notebook.search.remembered.save(called, query)


def test_the_last_searches_are_remembered_once_each(notebook: Notebook, clock: FakeClock) -> None:
    kept = notebook.search.remembered
    for query in ["one", "two", "one", "  ", *(f"number {n}" for n in range(MOST_RECENT))]:
        kept.note(query)
        clock.pass_by(seconds=1)
    assert kept.recent(2) == ["number 19", "number 18"]
    assert len(kept.recent(1_000)) == MOST_RECENT
    kept.forget()
    assert kept.recent() == []
