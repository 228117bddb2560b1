"""`/asked/…`: what was asked for from outside waits here for the person's word."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from webui.asked import AskedFile, read_file
from webui.notebook.titles import LONGEST_TITLE
from webui.room import here
from webui.shell import render_shell

blueprint = Blueprint("asked", __name__, url_prefix="/asked")


@blueprint.get("/page/<name>")
def new_page(name: str) -> Response:
    """Start the page that the desktop's menu asked for. The name works once."""
    room = here()
    if not room.asked.take(name):
        return redirect(url_for("pages.index"), 303)
    page = room.notebook.pages.create()
    room.news.publish("pages")
    return redirect(url_for("pages.show", slug=page.slug, edit=1), 303)


@blueprint.get("/files/<name>")
def show_files(name: str) -> str:
    files = _read(name)
    return render_shell("asked/files.html", files=files, readable=_readable(files), name=name)


@blueprint.post("/files/<name>")
def bring_in(name: str) -> Response | tuple[str, int]:
    """Make a page of each file that can be read. The files stay where they are."""
    room = here()
    files = _read(name)
    readable = _readable(files)
    if not readable:
        page = render_shell("asked/files.html", files=files, readable=[], name=name)
        return page, 422
    if "leave" not in request.form:
        made = [room.notebook.pages.create(_title(file), file.body) for file in readable]
        room.news.publish("pages")
    room.asked.take(name)
    if "leave" in request.form or len(made) > 1:
        return redirect(url_for("pages.index"), 303)
    return redirect(url_for("pages.show", slug=made[0].slug), 303)


def _read(name: str) -> list[AskedFile]:
    files = here().asked.look(name)
    if not files:
        abort(404)
    return [read_file(path) for path in files]


def _readable(files: list[AskedFile]) -> list[AskedFile]:
    return [file for file in files if file.problem is None]


def _title(file: AskedFile) -> str:
    return file.title[:LONGEST_TITLE]
