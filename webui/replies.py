"""Two kinds of asker: a person's browser, and the page's own script."""

from __future__ import annotations

from flask import request


def wants_json() -> bool:
    """Answer whether the page's script asks, and a page of HTML would be of no use to it."""
    return request.accept_mimetypes.best == "application/json"
