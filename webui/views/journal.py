"""`/journal/<day>`: a page a day; the calendar that shows which days have one."""

from __future__ import annotations

from datetime import date, datetime

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webui.calendar import draw_month, read_month
from webui.converters import NoSuchDay
from webui.dates import say_full_day
from webui.daybook import find_template
from webui.layout import read_layout
from webui.notebook.templates import fill
from webui.room import here
from webui.shell import render_shell

blueprint = Blueprint("journal", __name__, url_prefix="/journal")


@blueprint.get("/today")
def today() -> Response:
    return redirect(url_for("journal.show", day=_today()), 302)


@blueprint.get("/calendar/<month>")
def calendar(month: str) -> str:
    """Answer the calendar of a month alone, as in 2026-11, for the sidebar."""
    today = _today()
    shown = draw_month(here().notebook, read_month(month) or today, today, is_day=False)
    return render_template(
        "sidebar/calendar.html", calendar=shown, layout=read_layout(here().notebook)
    )


@blueprint.get("/<day:day>")
def show(day: date) -> Response | tuple[str, int]:
    page = here().notebook.journal.find(day)
    if page is not None:
        return redirect(url_for("pages.show", slug=page.slug), 302)
    return (
        render_shell(
            "journal/blank.html",
            day=day,
            title=say_full_day(day),
            is_today=day == _today(),
            near=here().notebook.journal.around(day),
            former=here().notebook.journal.on_this_day(day),
        ),
        200,
    )


@blueprint.post("/<day:day>")
def write(day: date) -> Response:
    """Make the page of a day, as the template says when there is one, and begin to write."""
    journal = here().notebook.journal
    is_new = journal.find(day) is None
    title = say_full_day(day)
    page = journal.write(day, title, _begin(day, title) if is_new else "")
    if is_new:
        here().news.publish("pages")
    return redirect(url_for("pages.show", slug=page.slug, edit=1), 303)


@blueprint.get("/<text>")
def refuse(text: str) -> tuple[str, int]:
    """Answer what is no day at all."""
    return _refuse(text)


@blueprint.app_errorhandler(NoSuchDay)
def refuse_day(error: NoSuchDay) -> tuple[str, int]:
    """Answer a day that the calendar doesn't have."""
    return _refuse(error.text)


def _refuse(text: str) -> tuple[str, int]:
    return render_shell("journal/no_day.html", text=text, today=_today()), 404


def _begin(day: date, title: str) -> str:
    template = find_template(here().notebook)
    if template is None:
        return ""
    now = datetime.now().astimezone()
    at = now.replace(year=day.year, month=day.month, day=day.day)
    return fill(template.body, title=title, now=at).text


def _today() -> date:
    return datetime.now().astimezone().date()
