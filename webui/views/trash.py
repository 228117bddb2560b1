"""`/trash`: deleted pages, until they are restored or deleted for good."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from webui.notebook.trash import DAYS_KEPT, TRASH_DAYS
from webui.room import here
from webui.shell import render_shell

blueprint = Blueprint("trash", __name__, url_prefix="/trash")

_DAYS = (7, 30, 90, 365, 0)


@blueprint.get("")
def show() -> str:
    notebook = here().notebook
    return render_shell(
        "trash.html",
        pages=notebook.trash.list(),
        files=notebook.files.trashed(),
        days=notebook.settings.get(TRASH_DAYS, DAYS_KEPT),
        choices=_DAYS,
    )


@blueprint.post("/days")
def choose_days() -> Response:
    """After how many days the trash empties itself; 0 for never."""
    days = request.form.get("days", DAYS_KEPT, type=int)
    if days in _DAYS:
        here().notebook.settings.set(TRASH_DAYS, days)
    return redirect(url_for("trash.show"), 303)


@blueprint.post("/<int:page_id>/restore")
def restore(page_id: int) -> Response:
    page = here().notebook.trash.restore(page_id)
    here().news.publish("pages")
    return redirect(url_for("pages.show", slug=page.slug), 303)


@blueprint.post("/<int:page_id>/delete")
def delete(page_id: int) -> Response:
    here().notebook.trash.delete(page_id)
    return redirect(url_for("trash.show"), 303)


@blueprint.post("/files/<uuid:file_id>/restore")
def restore_file(file_id: UUID) -> Response:
    file = here().notebook.files.restore(str(file_id))
    here().news.publish("files")
    return redirect(url_for("files.about", file_id=file.id), 303)


@blueprint.post("/files/<uuid:file_id>/delete")
def delete_file(file_id: UUID) -> Response:
    here().notebook.files.delete_for_good(str(file_id))
    return redirect(url_for("trash.show"), 303)


@blueprint.post("/empty")
def empty() -> Response:
    here().notebook.trash.empty()
    return redirect(url_for("trash.show"), 303)
