"""What every template may use: who is signed in, notices, the sidebar, dates in words."""

# ruff: noqa: PLC0415 - no login page needs what belongs to the pages of the notebook

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import Flask, render_template, request

from webui.commands import describe_commands, keys_of, say_keys
from webui.dates import (
    say_clock,
    say_due,
    say_full_day,
    say_since,
    say_weekday_letter,
    say_when,
    say_within,
)
from webui.language import gettext, say_number
from webui.layout import NARROWEST, STANDARD_WIDTH, WIDEST, Layout, read_layout
from webui.look import Look, read_look
from webui.notebook import NotebookError
from webui.reasons import say_why
from webui.room import here
from webui.sessions.sign_in import current_viewer
from webui.sizes import say_bytes

if TYPE_CHECKING:
    from webui.calendar import Month
    from webui.notebook import Notebook
    from webui.notebook.rows import PageSummary
    from webui.notices import Notice
    from webui.tree import Branch

APP_NAME = "Inglenook"
# So many that the folders below begin within a usual window.
_SIDEBAR_PAGES = 8


def init_app(app: Flask) -> None:
    app.context_processor(_globals)
    app.add_template_filter(say_when, "when")
    app.add_template_filter(say_within, "within")
    app.add_template_filter(say_due, "due")
    app.add_template_filter(say_full_day, "full_day")
    app.add_template_filter(say_since, "since")
    app.add_template_filter(say_clock, "clock")
    app.add_template_filter(say_number, "number")
    app.add_template_filter(_iso, "iso")
    app.add_template_filter(say_keys, "keys")
    app.add_template_global(keys_of, "keys_of")
    app.add_template_global(describe_commands, "commands")
    app.add_template_filter(say_bytes, "bytes")
    app.add_template_filter(say_why, "why")
    app.add_template_filter(_translated, "translated")
    app.add_template_filter(_short_title, "short_title")
    app.add_template_filter(_title_above, "title_above")
    app.add_template_filter(say_weekday_letter, "weekday_letter")


def render_shell(template: str, **context: Any) -> str:
    """Render a page of the notebook, with its sidebar."""
    context.setdefault("current_page", None)
    with here().notebook.at_one_moment():
        # Templates and what stands around each of them read as well, a dozen times.
        return render_template(template, **_sidebar(here().notebook, context), **context)


def _sidebar(notebook: Notebook, context: dict[str, Any]) -> dict[str, Any]:
    layout = read_layout(notebook)
    return {
        "layout": layout,
        "sidebar_widths": (NARROWEST, STANDARD_WIDTH, WIDEST),
        "favourites": notebook.marks.pages("favourite"),
        "pinned": notebook.marks.pages("pinned"),
        "recent": notebook.pages.list(limit=_SIDEBAR_PAGES),
        "tree": _tree(notebook, layout, context),
        "tags": _tags(notebook),
        "calendar": _calendar(notebook, context),
    }


def _calendar(notebook: Notebook, context: dict[str, Any]) -> Month:
    """The month that was turned to, of the day that is shown, or of today."""
    from webui.calendar import draw_month, read_month
    from webui.notebook.journal import day_of_slug

    today = datetime.now().astimezone().date()
    page = context["current_page"]
    shown = context.get("day") or (day_of_slug(page.slug) if page else None)
    asked = read_month(request.args.get("month", ""))
    return draw_month(notebook, asked or shown or today, today, is_day=not asked and bool(shown))


def _tags(notebook: Notebook) -> list[tuple[str, int]]:
    from webui.collation import in_order

    return in_order(notebook.tags.all(), lambda each: each[0])


def _tree(notebook: Notebook, layout: Layout, context: dict[str, Any]) -> Branch:
    """The folders, open where the person opened them, and down to the page that is shown."""
    from webui.tree import ancestors, grow

    page, folder = context["current_page"], context.get("folder")
    standing = ancestors(page.slug if page else f"{folder}/" if folder else "")
    return grow(notebook.folders, "", {*layout.open_folders, *standing})


def _globals() -> dict[str, Any]:
    room = here()
    return {
        "app_name": APP_NAME,
        "viewer": current_viewer(),
        "can_open_windows": room.host.windows.can_open,
        "shown_look": _look(),
        "notices": _notices,
        "drafts_wait": room.notebook.drafts.are_there,
    }


def _look() -> Look:
    """The look that was chosen; the last one known while the notebook cannot be asked."""
    room = here()
    # Locked, or on a disk that does not answer: the page that says so must not fail for it.
    with suppress(NotebookError):
        room.look = read_look(room.notebook)
        room.greet_so()
    return room.look


def _notices(*, urgent: bool = False) -> list[Notice]:
    """Sentences that should stand quietly on the page that asks, or only what can't wait."""
    if current_viewer() is None:
        # The keyring may still be waking up, and the login page does not wait for it.
        return []
    from webui.notices import find_notices, find_urgent

    try:
        return find_urgent(here()) if urgent else find_notices(here())
    except NotebookError:
        return []  # as for the look


def _short_title(page: PageSummary) -> str:
    from webui.notebook.folders import shown_name

    return shown_name(page.title, page.slug)


def _title_above(page: PageSummary) -> str:
    """The folders that a title names before its last part, with the slash behind them."""
    return page.title[: len(page.title) - len(_short_title(page))].rstrip()


def _translated(choice: tuple[str, str]) -> tuple[str, str]:
    """A value and its words, from a table of choices."""
    value, words = choice
    return value, gettext(words)


def _iso(moment: datetime) -> str:
    return moment.isoformat()
