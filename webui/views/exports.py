"""`/export`: the ways out, as downloads that are written while they are sent."""

from __future__ import annotations

from datetime import datetime
from typing import cast, get_args

from flask import Blueprint, Response, abort, request

from webui.collation import in_order
from webui.markdown.rendering import render
from webui.notebook import Notebook
from webui.notebook.exporters.exports import Format
from webui.room import here
from webui.shell import render_shell

blueprint = Blueprint("exports", __name__, url_prefix="/export")

_ENDINGS = {"markdown": "zip", "html": "zip", "json": "json"}
_TYPES = {"zip": "application/zip", "json": "application/json"}
_MOST_TAGGED = 1_000_000


@blueprint.get("")
def show() -> str:
    notebook = here().notebook
    page = request.args.get("page")
    return render_shell(
        "exports/index.html",
        every_tag=in_order(notebook.tags.all(), lambda each: each[0]),
        page=notebook.pages.find(page) if page else None,
        count=notebook.pages.count(),
    )


@blueprint.get("/download")
def download() -> Response:
    """The export of all pages, of those with `tag`, below `folder`, or of the one at `page`."""
    kind = request.args.get("format", "markdown")
    if kind not in get_args(Format):
        abort(400)
    notebook = here().notebook
    chunks = notebook.exports.stream(cast("Format", kind), _chosen(notebook), render)
    ending = _ENDINGS[kind]
    answer = Response(chunks, mimetype=_TYPES[ending])
    name = f"Inglenook {datetime.now().astimezone():%Y-%m-%d} {kind}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _chosen(notebook: Notebook) -> list[int] | None:
    what = request.args.get("what", "all")
    if what == "tag":
        return [each.id for each in notebook.tags.pages(request.args.get("tag", ""), _MOST_TAGGED)]
    if what == "page":
        return [notebook.pages.find(request.args.get("page", "")).id]
    if what != "all":
        abort(400)
    return None
