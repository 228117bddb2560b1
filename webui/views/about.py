"""`/about` and `/log`: what the program is made of, and what it did. Open before anybody signs in:
whoever cannot get in needs them most."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webui.language import gettext
from webui.room import here
from webui.sessions.sign_in import current_viewer, open_to_all
from webui.shell import render_shell

blueprint = Blueprint("about", __name__)


@blueprint.get("/about")
@open_to_all
def show() -> str:
    return _show_about()


@blueprint.get("/about/licences")
@open_to_all
def show_licences() -> str:
    return _render("about/licences.html", parts=here().host.workings.parts())


@blueprint.post("/about/folder")
@open_to_all
def open_folder() -> Response | tuple[str, int]:
    if here().host.workings.open_folder():
        return redirect(url_for("about.show"), 303)
    return _show_about(gettext("No program here shows folders. The folder is named below.")), 502


@blueprint.get("/log")
@open_to_all
def show_log() -> str:
    return _render("about/log.html", log=here().host.workings.log())


def _show_about(problem: str | None = None) -> str:
    room = here()
    return _render(
        "about/show.html",
        version=room.settings.version,
        data_dir=room.settings.data_dir,
        parts=room.host.workings.parts(),
        problem=problem,
    )


def _render(template: str, **context: Any) -> str:
    """In the notebook for whoever is signed in, else on a page of its own."""
    render = render_template if current_viewer() is None else render_shell
    return render(template, **context)
