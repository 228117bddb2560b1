"""`/help`: the user guide, to read and to search. Open to all: who cannot get in needs it most."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request

from webui.guide import Chapter, guide_folder, look_up, read_guide
from webui.language import spoken
from webui.markdown.rendering import render
from webui.sessions.sign_in import current_viewer, open_to_all
from webui.shell import render_shell

blueprint = Blueprint("help", __name__, url_prefix="/help")


@blueprint.get("")
@open_to_all
def show() -> str:
    asked = request.args.get("q", "")
    chapters = _chapters()
    return _render("help/show.html", chapters=chapters, q=asked, answers=look_up(chapters, asked))


@blueprint.get("/<name>")
@open_to_all
def show_chapter(name: str) -> str:
    chapters = _chapters()
    at = next((place for place, each in enumerate(chapters) if each.name == name), None)
    if at is None:
        abort(404)
    chapter = chapters[at]
    following = chapters[at + 1] if at + 1 < len(chapters) else None
    html = render(chapter.body)
    return _render("help/chapter.html", chapter=chapter, html=html, following=following)


def _chapters() -> list[Chapter]:
    return read_guide(guide_folder(Path(current_app.root_path)), spoken().tag)


def _render(template: str, **context: Any) -> str:
    """In the notebook for whoever is signed in, else on a page of its own."""
    shown = render_template if current_viewer() is None else render_shell
    return shown(template, **context)
