"""How the journal is kept: what a new day begins with, and a week."""

from __future__ import annotations

from webui.dates import usual_first_weekday
from webui.language import mark
from webui.notebook import Notebook, Page, PageNotFound
from webui.notebook.journal import TEMPLATE

KEY = "journal_template"
NOTHING = "nothing"
WEEK = "week_begins"
WEEKS = {
    "": mark("The usual day of your region"),
    "monday": mark("Monday"),
    "saturday": mark("Saturday"),
    "sunday": mark("Sunday"),
}
_WEEKDAYS = {"monday": 0, "saturday": 5, "sunday": 6}


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


def read_week(notebook: Notebook) -> str:
    """Answer the one of `WEEKS` that weeks begin with; "" when none was chosen."""
    return str(notebook.settings.get(WEEK, ""))


def keep_week(notebook: Notebook, chosen: str) -> None:
    """Keep the day that weeks begin with; what is none is as good as no choice."""
    notebook.settings.set(WEEK, chosen if chosen in WEEKS else "")


def first_weekday(notebook: Notebook) -> int:
    """Answer the day that weeks begin with, 0 for Monday: the chosen one, or that of the region."""
    chosen = read_week(notebook)
    return _WEEKDAYS[chosen] if chosen in _WEEKDAYS else usual_first_weekday()


def _usual(notebook: Notebook) -> Page:
    return notebook.pages.find(TEMPLATE)
