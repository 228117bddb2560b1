"""`/export`: the ways out, as downloads that are written while they are sent.

`POST /export` begins one and leads to the page that says how far it is; that page takes the bytes
at `GET /export/NUMBER/file`, which are there once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import cast, get_args

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webui.collation import in_order
from webui.handover import Handover
from webui.markdown.rendering import render
from webui.notebook import Notebook
from webui.notebook.exporters.exports import Format
from webui.notebook.work import Progress, WorkRefused
from webui.reasons import say_why
from webui.room import here
from webui.shell import render_shell
from webui.views.work import finished_work

blueprint = Blueprint("exports", __name__, url_prefix="/export")

_ENDINGS = {"markdown": "zip", "html": "zip", "json": "json"}
_TYPES = {"zip": "application/zip", "json": "application/json"}
_MOST_TAGGED = 1_000_000

Answer = str | AnyResponse | tuple[str, int]


@blueprint.get("")
def show() -> str:
    return _render(request.args.get("page"))


@blueprint.post("")
def begin() -> Answer:
    """Begin the export of all pages, of those with `tag`, or of the one at `page`."""
    kind = request.form.get("format", "markdown")
    if kind not in get_args(Format):
        abort(400)
    room = here()
    notebook = room.notebook
    chosen = _chosen(notebook)

    def make(progress: Progress) -> Iterator[bytes]:
        return notebook.exports.stream(cast("Format", kind), chosen, render, progress)

    count = notebook.pages.count() if chosen is None else len(chosen)
    name = f"Inglenook {datetime.now().astimezone():%Y-%m-%d} {kind}.{_ENDINGS[kind]}"
    handover = Handover(make, name, count)
    try:
        work = room.works.begin("export", handover.wait)
    except WorkRefused as refused:
        return _render(request.form.get("page"), say_why(refused)), 409
    work.result = handover
    return redirect(url_for("work.show", number=work.number), 303)


@blueprint.get("/<int:number>/file")
def hand_over(number: int) -> Response:
    work = here().works.find(number)
    if work is None or work.kind != "export" or not work.is_running or work.result.is_begun:
        abort(404)
    name = work.result.name
    answer = Response(work.result.take(work), mimetype=_TYPES[name.rpartition(".")[2]])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _chosen(notebook: Notebook) -> list[int] | None:
    what = request.form.get("what", "all")
    if what == "tag":
        return [each.id for each in notebook.tags.pages(request.form.get("tag", ""), _MOST_TAGGED)]
    if what == "page":
        return [notebook.pages.find(request.form.get("page", "")).id]
    if what != "all":
        abort(400)
    return None


def _render(page: str | None, refused: str | None = None) -> str:
    notebook = here().notebook
    exported = finished_work("export")
    return render_shell(
        "exports/index.html",
        every_tag=in_order(notebook.tags.all(), lambda each: each[0]),
        page=notebook.pages.find(page) if page else None,
        count=notebook.pages.count(),
        refused=refused,
        exported=exported.result if exported else None,
    )
