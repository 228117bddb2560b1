"""Ways to ask the notebook's search."""

from collections.abc import Callable

import pytest

from webui.notebook import Notebook

Find = Callable[[str], list[str]]


@pytest.fixture
def find(notebook: Notebook) -> Find:
    """Answers the titles that a search finds, the best first."""

    def look(text: str) -> list[str]:
        return [hit.page.title for hit in notebook.search.find(text, limit=1_000).hits]

    return look
