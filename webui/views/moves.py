"""`/page/<id>/…`: moving, copying and marking a page. By its number: its address may change."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from webui.collation import in_order
from webui.language import gettext
from webui.notebook import Page
from webui.notebook.addresses import folder_of
from webui.notebook.marks import MARKS
from webui.notebook.moves import Moved, Plan
from webui.notebook.slugs import plain_slug
from webui.notebook.titles import LONGEST_TITLE
from webui.replies import wants_json
from webui.room import here
from webui.shell import render_shell

blueprint = Blueprint("moves", __name__)

Json = dict[str, Any]


@blueprint.get("/page/<int:page_id>/move")
def ask(page_id: int) -> str | Json:
    """A form that says what will follow; for scripts, what a new title or folder would do."""
    notebook = here().notebook
    page = notebook.pages.by_id(page_id)
    title, folder = request.args.get("title"), request.args.get("folder")
    if wants_json():
        return _describe_plan(notebook.moves.plan(page_id, title, folder))
    plan = notebook.moves.plan(page_id, folder=f"{folder_of(page.slug)}/elsewhere")
    return render_shell(
        "pages/move.html",
        page=page,
        current_page=page,
        folder=folder_of(page.slug) if folder is None else plain_slug(folder),
        folders=in_order(notebook.folders.paths(), str),
        plan=plan,
    )


@blueprint.post("/page/<int:page_id>/move")
def move(page_id: int) -> Response | Json:
    moved = here().notebook.moves.move(
        page_id, request.form.get("title"), request.form.get("folder")
    )
    tell(moved)
    return answer(moved.pages[0])


@blueprint.get("/folder/move")
def ask_folder() -> str:
    """A form that says what will follow when a folder moves."""
    notebook = here().notebook
    path = plain_slug(request.args.get("path", ""))
    plan = notebook.moves.plan_folder(path, f"elsewhere/{path}")
    return render_shell(
        "folders/move.html",
        path=path,
        name="/".join(notebook.folders.names(path)),
        folder=path,
        folders=in_order(notebook.folders.paths(), str),
        plan=plan,
    )


@blueprint.post("/folder/move")
def move_folder() -> Response:
    to = request.form.get("to", "")
    tell(here().notebook.moves.move_folder(request.form.get("folder", ""), to))
    path = plain_slug(to)
    return redirect(url_for("folders.show", folder=path) if path else url_for("pages.index"), 303)


@blueprint.post("/page/<int:page_id>/duplicate")
def duplicate(page_id: int) -> Response:
    pages = here().notebook.pages
    page = pages.by_id(page_id)
    title = gettext("%(title)s, copy", title=page.title)[:LONGEST_TITLE]
    copy = pages.create(title, page.body, folder_of(page.slug))
    here().news.publish("pages")
    return redirect(url_for("pages.show", slug=copy.slug, edit=1), 303)


@blueprint.post("/page/<int:page_id>/mark")
def mark(page_id: int) -> Response | Json:
    kind = next((each for each in MARKS if each == request.form.get("kind")), None)
    if kind is None:
        abort(400)
    is_on = request.form.get("on") == "yes"
    notebook = here().notebook
    notebook.marks.set(page_id, kind, is_on=is_on)
    here().news.publish("pages")
    if wants_json():
        return {"on": is_on}
    return redirect(url_for("pages.show", slug=notebook.pages.by_id(page_id).slug), 303)


def tell(moved: Moved) -> None:
    """Tell every window of the pages that moved and of those whose links did."""
    for page in {each.id: each for each in (*moved.changed, *moved.pages)}.values():
        here().news.publish("page", page=page.id, revision=page.revision)
    here().news.publish("pages")


def answer(page: Page) -> Response | Json:
    """Lead to a page where it is now."""
    url = url_for("pages.show", slug=page.slug)
    if wants_json():
        return {"slug": page.slug, "title": page.title, "url": url}
    return redirect(url, 303)


def _describe_plan(plan: Plan) -> Json:
    return {
        "title": plan.title,
        "url": url_for("pages.show", slug=plan.slug),
        "links": plan.links,
        "pages": plan.pages,
    }
