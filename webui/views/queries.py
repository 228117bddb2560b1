"""`/queries`: how query blocks are written."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, current_app

from webui.markdown.rendering import render
from webui.shell import render_shell

blueprint = Blueprint("queries", __name__)

HELP = "queries.md"


@blueprint.get("/queries")
def show() -> str:
    text = Path(current_app.root_path, HELP).read_text("utf-8")
    return render_shell("queries/help.html", html=render(text))
