"""`/layout`: a window says what was folded, widened or opened in it."""

from __future__ import annotations

from flask import Blueprint, request

from webui.layout import keep_layout
from webui.room import here

blueprint = Blueprint("layout", __name__)


@blueprint.post("/layout")
def keep() -> tuple[str, int]:
    keep_layout(here().notebook, request.form.to_dict())
    return "", 204
