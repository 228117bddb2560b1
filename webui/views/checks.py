"""`/check`: whether the notebook's file is whole."""

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
    return render_shell("check.html", findings=work.result if work else None)


@blueprint.post("")
def begin() -> Response:
    room = here()
    work = room.works.begin("check", lambda work: room.notebook.check(work.tell))
    work.wait(A_MOMENT)
    return redirect(url_for("work.show", number=work.number), 303)
