"""`/glimpse/<slug>`: the beginning of a page, for the card that floats beside a link to it."""

from __future__ import annotations

from flask import Blueprint, render_template

from webui.markdown.rendering import render
from webui.room import here

blueprint = Blueprint("glimpse", __name__)

_LONGEST = 1200


@blueprint.get("/glimpse/<path:slug>")
def show(slug: str) -> str:
    page = here().notebook.pages.find(slug)
    return render_template("pages/glimpse.html", page=page, html=render(_beginning(page.body)))


def _beginning(body: str) -> str:
    """The first blocks of a text, cut where an empty line ends one."""
    if len(body) <= _LONGEST:
        return body
    head = body[:_LONGEST]
    end = head.rfind("\n\n")
    return head[:end] if end > 0 else head.rpartition(" ")[0] or head
