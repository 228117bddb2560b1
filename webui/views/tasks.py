"""`/tasks`: open tasks over all pages, by day or by page; a tick changes the page it is in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from webui.dates import say_due
from webui.language import gettext
from webui.notebook.task_list import Task
from webui.notebook.tasks import tick
from webui.replies import wants_json
from webui.room import here
from webui.shell import render_shell

blueprint = Blueprint("tasks", __name__, url_prefix="/tasks")

_STEP = 200
_FIRST_DAY, _LAST_DAY = "0001-01-01", "9999-12-31"

Group = tuple[str, bool, list[Task]]


@blueprint.get("")
def index() -> str:
    by_page = request.args.get("by") == "page"
    offset = max(0, request.args.get("offset", 0, type=int))
    today = datetime.now().astimezone().date()
    counts = here().notebook.tasks.count(today.isoformat())
    groups = _by_page(offset) if by_page else _by_day(today, offset)
    return render_shell(
        "tasks/index.html",
        by_page=by_page,
        groups=groups,
        counts=counts,
        count=counts.late + counts.today + counts.later + counts.undated,
        offset=offset,
        step=_STEP,
        more=sum(len(tasks) for _, _, tasks in groups) >= _STEP,
    )


@blueprint.post("/tick")
def change() -> Response | dict[str, Any]:
    """Mark the task on a line as done, or open, as it stood in revision `base` of its page."""
    pages = here().notebook.pages
    page_id = request.form.get("id", 0, type=int)
    page = pages.by_id(page_id) if page_id else pages.find(request.form.get("page", ""))
    line = request.form.get("line", -1, type=int)
    done = request.form.get("done", "") == "yes"
    base = request.form.get("base", page.revision, type=int)
    changed = pages.edit(page.id, lambda body: tick(body, line, done=done), base)
    if changed.revision != page.revision:
        here().news.publish("page", page=page.id, revision=changed.revision)
    if wants_json():
        return {"page": page.id, "revision": changed.revision}
    return redirect(url_for("tasks.index"), 303)


def _by_day(today: date, offset: int) -> list[Group]:
    """Groups of a heading, whether it is late, and tasks."""
    tasks = here().notebook.tasks
    if offset:
        return [(gettext("No day"), False, tasks.undated(_STEP, offset))]
    yesterday = (today - timedelta(days=1)).isoformat()
    late = tasks.due(_FIRST_DAY, yesterday, _STEP)
    coming = tasks.due(today.isoformat(), _LAST_DAY, _STEP)
    groups: list[Group] = [(gettext("Overdue"), True, late)] if late else []
    for day, each in groupby(coming, key=lambda task: task.due or today):
        name = say_due(day, today)
        groups.append((name[:1].upper() + name[1:], False, list(each)))
    undated = tasks.undated(_STEP)
    return [*groups, (gettext("No day"), False, undated)] if undated else groups


def _by_page(offset: int) -> list[Group]:
    tasks = here().notebook.tasks.by_page(_STEP, offset)
    return [
        (title, False, list(each))
        for (_, title), each in groupby(tasks, key=lambda task: (task.page_id, task.title))
    ]
