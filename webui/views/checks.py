"""`/check`: whether the notebook's file is whole; and the search's index, made anew."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from webui.room import here
from webui.shell import render_shell
from webui.views.work import A_MOMENT, finished_work

blueprint = Blueprint("checks", __name__, url_prefix="/check")


@blueprint.get("")
def show() -> str:
    work = finished_work("check")
    return render_shell(
        "check.html",
        findings=work.result if work else None,
        is_read=finished_work("index") is not None,
    )


@blueprint.post("")
def begin() -> Response:
    room = here()
    work = room.works.begin("check", lambda work: room.notebook.check(work.tell))
    work.wait(A_MOMENT)
    return redirect(url_for("work.show", number=work.number), 303)


@blueprint.post("/index")
def read_anew() -> Response:
    """Let the search read every page again."""
    room = here()
    waiting = room.notebook.search.waiting
    work = room.works.begin("index", lambda work: waiting.read_anew(work.tell))
    work.wait(A_MOMENT)
    return redirect(url_for("work.show", number=work.number), 303)
