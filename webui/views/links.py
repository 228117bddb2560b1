"""`/links`: links that lead nowhere, pages that nobody links to; mentions that become links."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from webui.replies import wants_json
from webui.room import here
from webui.shell import render_shell

blueprint = Blueprint("links", __name__, url_prefix="/links")

_STEP = 100


@blueprint.get("")
def index() -> str:
    links = here().notebook.links
    offset = max(0, request.args.get("offset", 0, type=int))
    lost = max(0, request.args.get("lost", 0, type=int))
    return render_shell(
        "links/index.html",
        missing=links.missing(_STEP, offset),
        missing_count=links.count_missing(),
        orphans=links.orphans(_STEP, lost),
        orphan_count=links.count_orphans(),
        offset=offset,
        lost=lost,
        step=_STEP,
    )


@blueprint.post("/mention")
def link_mention() -> Response | tuple[dict[str, int], int]:
    """Make the first mention of one page in the text of another a link."""
    pages = here().notebook.pages
    named = pages.find(request.form.get("named", ""))
    page = pages.link_mention(pages.find(request.form.get("page", "")).id, named.id)
    here().news.publish("page", page=page.id, revision=page.revision)
    if wants_json():
        return {"page": page.id, "revision": page.revision}, 200
    return redirect(url_for("pages.show", slug=named.slug), 303)
