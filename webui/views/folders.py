"""`/folders/<path>`: what lies in a folder, as a page or as a part of the sidebar's tree."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, render_template, request

from webui.collation import in_order
from webui.notebook.folders import shown_name
from webui.notebook.slugs import plain_slug
from webui.room import here
from webui.shell import render_shell
from webui.tree import grow

blueprint = Blueprint("folders", __name__, url_prefix="/folders")

_MOST_PAGES = 1000


@blueprint.get("/<path:folder>")
def show(folder: str) -> str:
    path = plain_slug(folder)
    if "part" in request.args:
        branch = grow(here().notebook.folders, path)
        return render_template("sidebar/branch.html", branch=branch, current_page=None)
    folders = here().notebook.folders
    level = folders.level(path, limit=_MOST_PAGES)
    names = folders.names(path)
    level = replace(
        level,
        folders=in_order(level.folders, lambda each: each.name),
        pages=in_order(level.pages, lambda page: shown_name(page.title, page.slug)),
    )
    return render_shell("folders/show.html", path=path, names=names, level=level, folder=path)
