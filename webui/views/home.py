"""`/`: where the person was, or the list of pages."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def show() -> Response:
    return redirect(url_for("pages.index"), 303)
