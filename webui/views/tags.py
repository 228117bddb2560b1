"""`/tags/<tag>`: the pages that carry a tag."""

from __future__ import annotations

from flask import Blueprint

from webui.room import here
from webui.shell import render_shell

blueprint = Blueprint("tags", __name__)


@blueprint.get("/tags/<path:tag>")
def show(tag: str) -> str:
    tags = here().notebook.tags
    return render_shell("tags/show.html", tag=tag, pages=tags.pages(tag), count=tags.count(tag))
