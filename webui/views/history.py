"""`/pages/…/history`: what a page said before, and the way back to it."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from webui.markdown.rendering import render
from webui.notebook.differences import compare
from webui.room import here
from webui.shell import render_shell

blueprint = Blueprint("history", __name__, url_prefix="/pages")


@blueprint.get("/<path:slug>/history")
def show(slug: str) -> str:
    notebook = here().notebook
    page = notebook.pages.find(slug)
    versions = [each for each in notebook.revisions.list(page.id) if each.body != page.body]
    return render_shell("pages/history.html", page=page, versions=versions, current_page=page)


@blueprint.get("/<path:slug>/history/<int:revision>")
def show_version(slug: str, revision: int) -> str:
    """Answer a version as it read, or with `changes` what changed `since`, or `then`."""
    notebook = here().notebook
    page = notebook.pages.find(slug)
    version = notebook.revisions.get(page.id, revision)
    before = notebook.revisions.before(page.id, revision)
    match shown := request.args.get("changes", ""):
        case "since":
            passages = compare(version.body, page.body)
        case "then" if before:
            passages = compare(before.body, version.body)
        case _:
            passages, shown = [], ""
    return render_shell(
        "pages/version.html",
        page=page,
        version=version,
        shown=shown,
        has_former=before is not None,
        passages=passages,
        html="" if shown else render(version.body),
        current_page=page,
    )


@blueprint.post("/<path:slug>/history/<int:revision>/restore")
def restore(slug: str, revision: int) -> Response:
    """Make the text of a version the page's text. The text of now becomes a version itself."""
    notebook = here().notebook
    page = notebook.pages.find(slug)
    restored = notebook.pages.restore(page.id, revision)
    here().news.publish("page", page=page.id, revision=restored.revision)
    here().news.publish("pages")
    undo = page.revision if restored.revision != page.revision else None
    return redirect(url_for("pages.show", slug=page.slug, restored=undo), 303)
