"""`/search`: finding pages, while one types and as a page of its own; searches that are kept."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webui.collation import in_order
from webui.notebook.search.remembered import SavedSearch
from webui.room import here
from webui.shell import render_shell

blueprint = Blueprint("search", __name__, url_prefix="/search")

_LONGEST_NEW_TITLE = 60
# What makes a search more than its words.
_SIGNS = frozenset('":()*#')
_STEP = 20


@blueprint.get("")
def show() -> str:
    """Answer a page, or with `part` only what was found, for a page that is there already."""
    query = request.args.get("q", "")
    if "part" in request.args:
        return render_template("search/found.html", **_look(query))
    here().notebook.search.remembered.note(query)
    return render_shell("search/show.html", saved_as=None, **_look(query))


@blueprint.get("/<path:name>")
def show_saved(name: str) -> str:
    saved = _saved(name)
    return render_shell("search/show.html", saved_as=saved.name, **_look(saved.query))


@blueprint.post("/saved")
def save() -> Response:
    kept = here().notebook.search.remembered
    saved = kept.save(request.form.get("name", ""), request.form.get("q", ""))
    return redirect(url_for("search.show_saved", name=saved.name), 303)


@blueprint.post("/forget")
def forget() -> Response:
    """Forget a saved search by its name, or without one the last searches."""
    kept = here().notebook.search.remembered
    if "name" in request.form:
        kept.delete(request.form["name"])
    else:
        kept.forget()
    return redirect(url_for("search.show"), 303)


@blueprint.post("/recent")
def note() -> tuple[str, int]:
    """A search led to a page, and is worth remembering."""
    here().notebook.search.remembered.note(request.form.get("q", ""))
    return "", 204


def _look(query: str) -> dict[str, object]:
    search = here().notebook.search
    offset = max(0, request.args.get("offset", 0, type=int))
    found = search.find(query, limit=_STEP, offset=offset, thorough="thorough" in request.args)
    return {
        "q": query,
        "found": found,
        "offset": offset,
        "step": _STEP,
        "new_title": _as_title(query),
        "recent_searches": search.remembered.recent() if not query.strip() else [],
        "saved_searches": in_order(search.remembered.saved(), lambda each: each.name)
        if not query.strip()
        else [],
    }


def _as_title(query: str) -> str:
    """What was looked for, as the title of a page that does not exist yet; "" for what asks more
    than for words."""
    title = query.strip()
    return "" if len(title) > _LONGEST_NEW_TITLE or set(title) & _SIGNS else title


def _saved(name: str) -> SavedSearch:
    saved = here().notebook.search.remembered.find(name)
    if saved is None:
        abort(404)
    return saved
