"""`/queries`: where the chapter on query blocks stood before it belonged to the guide."""

from __future__ import annotations

from flask import Blueprint, redirect
from werkzeug import Response

blueprint = Blueprint("queries", __name__)


@blueprint.get("/queries")
def show() -> Response:
    # Pages and remembered windows may still name it.
    return redirect("/help/queries")
