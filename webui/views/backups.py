"""`/backups`: what is kept, where, and the way back."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from webui.differing import GROUPS
from webui.language import gettext, mark
from webui.markdown.rendering import render
from webui.notebook.backups.backups import FormerKey
from webui.notebook.backups.folders import FolderRefused
from webui.notebook.errors import DamagedNotebook
from webui.notebook.work import Work
from webui.reasons import say_why
from webui.room import Room, here
from webui.shell import render_shell
from webui.sizes import say_bytes
from webui.views.work import A_MOMENT, finished_work

blueprint = Blueprint("backups", __name__, url_prefix="/backups")

KINDS = {
    "daily": mark("By itself"),
    "asked": mark("Made by you"),
    "before migration": mark("Before an update of the notebook"),
    "before import": mark("Before an import"),
    "before restore": mark("Before restoring pages"),
    "before password": mark("Before the password was changed"),
}

Answer = str | Response | tuple[str, int]


@blueprint.get("")
def show() -> str:
    return _render()


@blueprint.post("")
def make() -> Response:
    room = here()
    work = room.works.begin("backup", lambda work: room.notebook.backups.make("asked", work.tell))
    return _show_soon(work)


@blueprint.post("/folder")
def choose_folder() -> Answer:
    try:
        here().notebook.backups.choose_folder(request.form.get("folder", ""))
    except FolderRefused as refused:
        return _render(refused=say_why(refused)), 422
    return redirect(url_for("backups.show"), 303)


@blueprint.get("/<backup_id>")
def compare(backup_id: str) -> Answer:
    """What differs, before anything is touched."""
    backups = here().notebook.backups
    backup = backups.find(backup_id)
    try:
        comparison = backups.compare(backup_id)
    except FormerKey as former:
        return render_shell("backups/unreadable.html", backup=backup, reason=say_why(former)), 409
    except DamagedNotebook:
        return render_shell("backups/unreadable.html", backup=backup, reason=None), 409
    groups = [(gettext(title), comparison.of(kind)) for kind, title in GROUPS]
    return render_shell(
        "backups/show.html",
        backup=backup,
        kinds=KINDS,
        comparison=comparison,
        groups=[(title, pages) for title, pages in groups if pages],
        added=comparison.of("added"),
        where=backup.path.parent,
    )


@blueprint.get("/<backup_id>/pages/<int:page_id>")
def show_page(backup_id: str, page_id: int) -> str:
    backups = here().notebook.backups
    then = backups.read_page(backup_id, page_id)
    backup = backups.find(backup_id)
    return render_shell("backups/page.html", backup=backup, then=then, html=render(then.body))


@blueprint.post("/<backup_id>/restore")
def restore(backup_id: str) -> Response:
    """Bring back the pages that were chosen, or, with `all`, every page that differs."""
    room = here()
    chosen = None if "all" in request.form else request.form.getlist("page", type=int)
    if chosen == []:
        return redirect(url_for("backups.compare", backup_id=backup_id), 303)
    room.notebook.backups.find(backup_id)
    work = room.works.begin("restore", lambda work: _restore(room, backup_id, chosen, work))
    return _show_soon(work)


@blueprint.post("/<backup_id>/delete")
def delete(backup_id: str) -> Response:
    here().notebook.backups.delete(backup_id)
    return redirect(url_for("backups.show"), 303)


def _restore(room: Room, backup_id: str, chosen: list[int] | None, work: Work) -> int:
    count = room.notebook.backups.restore(backup_id, chosen, work.tell)
    room.news.publish("pages")
    return count


def _show_soon(work: Work) -> Response:
    """Work that takes a moment is not worth a page of its own."""
    work.wait(A_MOMENT)
    return redirect(url_for("work.show", number=work.number), 303)


def _render(refused: str | None = None) -> str:
    room = here()
    backups = room.notebook.backups
    made, restored = finished_work("backup"), finished_work("restore")
    every = backups.list()
    return render_shell(
        "backups/index.html",
        backups=every,
        kinds=KINDS,
        size=say_bytes,
        total=say_bytes(sum(each.size for each in every)),
        folder=request.form.get("folder", str(backups.folder)),
        standing=backups.standing,
        refused=refused,
        made=made is not None,
        restored=restored.result if restored else None,
        is_there=backups.folder.is_dir() or not every,
    )
