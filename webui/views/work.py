"""`/work/…`: how far long work is, until its result can be shown."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from webui.language import gettext, mark
from webui.notebook.work import Work
from webui.pace import say_left, say_progress
from webui.reasons import say_why
from webui.replies import wants_json
from webui.room import here
from webui.sessions.sign_in import open_to_all
from webui.shell import render_shell

blueprint = Blueprint("work", __name__, url_prefix="/work")

# Work that ends within it is not worth a page of its own.
A_MOMENT = 0.4

# Where the result of each kind of work is shown, and what the page of the work is called.
_KINDS = {
    "backup": ("backups.show", mark("Making a backup")),
    "restore": ("backups.show", mark("Restoring pages")),
    "look": ("imports.preview", mark("Reading what will be imported")),
    "import": ("imports.report", mark("Importing")),
    "export": ("exports.show", mark("Exporting")),
    "key": ("welcome.show_code", mark("Renewing the notebook's key")),
    "check": ("checks.show", mark("Checking the notebook")),
    "index": ("checks.show", mark("Reading all pages for the search")),
}
_BACK = {"look": "imports.show", "import": "imports.show", "key": "settings.show"}


@blueprint.get("/<int:number>")
def show(number: int) -> str | Response | dict[str, Any]:
    work = here().works.find(number) or abort(404)
    endpoint, title = _KINDS[work.kind]
    if wants_json():
        return _describe(work)
    if work.state == "done":
        return redirect(url_for(endpoint, work=number), 303)
    # Looked at once: it may end while the page is drawn.
    facts = _describe(work)
    return render_shell(
        "work.html",
        work=work,
        title=gettext(title),
        facts=facts,
        problem=None if facts["running"] else _problem(work),
        back=url_for(_BACK.get(work.kind, endpoint)),
    )


@blueprint.post("/<int:number>/cancel")
def cancel(number: int) -> Response:
    work = here().works.find(number) or abort(404)
    work.cancel()
    return redirect(url_for("work.show", number=number), 303)


@blueprint.get("/opening")
@open_to_all
def look_at_opening() -> dict[str, str]:
    """Say how far the opening of the notebook is, to who waits for it; nothing when none goes on.

    It is told before anybody signed in: sizes and times, and nothing that the notebook holds.
    """
    opening = here().opening
    if not opening.phase:
        return {"words": ""}
    sentence = gettext("The notebook is made ready. After an update a backup is made first.")
    return {"words": f"{sentence} {say_progress(opening)} {say_left(opening)}".strip()}


def finished_work(kind: str) -> Work | None:
    """Answer the work whose result this request comes to see, if it is of this kind."""
    work = here().works.find(request.args.get("work", 0, type=int))
    return work if work is not None and work.kind == kind and work.state == "done" else None


def _describe(work: Work) -> dict[str, Any]:
    return {
        "running": work.is_running,
        "part": work.part,
        "words": say_progress(work),
        "left": say_left(work),
    }


def _problem(work: Work) -> str | None:
    if work.kind == "index" and not work.is_running:
        return gettext("Not every page was read. The others are read when you search.")
    if work.state == "cancelled" and work.kind == "export":
        return gettext("It was cancelled, and no file was written.")
    if work.state == "cancelled":
        return gettext("It was cancelled. Nothing was changed.")
    if work.problem is not None:
        sentence = say_why(work.problem)
        return gettext("%(reason)s Nothing was changed.", reason=sentence)
    if work.failed_unexpectedly:
        return gettext("Something went wrong in the program. Nothing was changed.")
    return None
