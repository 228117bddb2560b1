"""How the journal is kept: what a new day begins with."""

from __future__ import annotations

from webui.notebook import Notebook, Page, PageNotFound
from webui.notebook.journal import TEMPLATE

KEY = "journal_template"
NOTHING = "nothing"


def read_beginning(notebook: Notebook) -> int | str | None:
    """Answer the number of the page that new days begin as, or `NOTHING`; None when nothing was
    chosen, which means the page at `templates/journal`."""
    kept: int | str | None = notebook.settings.get(KEY)
    return kept


def keep_beginning(notebook: Notebook, chosen: str) -> None:
    """Keep what was chosen; what is no template is as good as no choice."""
    known = {str(each.id) for each in notebook.templates.all()}
    if chosen == NOTHING:
        notebook.settings.set(KEY, NOTHING)
    else:
        notebook.settings.set(KEY, int(chosen) if chosen in known else None)


def find_template(notebook: Notebook) -> Page | None:
    """Answer the page that new days begin as; None when they begin empty."""
    chosen = read_beginning(notebook)
    if chosen == NOTHING:
        return None
    try:
        return notebook.pages.by_id(chosen) if isinstance(chosen, int) else _usual(notebook)
    except PageNotFound:
        return None


def _usual(notebook: Notebook) -> Page:
    return notebook.pages.find(TEMPLATE)
