"""What every template may use: who is signed in, notices, the sidebar, dates in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Flask, render_template

from webui.dates import say_clock, say_when
from webui.room import here
from webui.sessions.sign_in import current_viewer
from webui.sizes import say_bytes

APP_NAME = "Inglenook"
_SIDEBAR_PAGES = 100


def init_app(app: Flask) -> None:
    app.context_processor(_globals)
    app.add_template_filter(say_when, "when")
    app.add_template_filter(say_clock, "clock")
    app.add_template_filter(_iso, "iso")
    app.add_template_filter(say_bytes, "bytes")


def render_shell(template: str, **context: Any) -> str:
    """Render a page of the notebook, with its sidebar."""
    notebook = here().notebook
    context.setdefault("current_page", None)
    return render_template(
        template,
        recent=notebook.pages.list(limit=_SIDEBAR_PAGES),
        tags=notebook.tags.all(),
        **context,
    )


def _globals() -> dict[str, Any]:
    room = here()
    return {
        "app_name": APP_NAME,
        "viewer": current_viewer(),
        "can_open_windows": room.host.windows.can_open,
        "theme": _theme(),
        "notices": _notices(),
    }


def _theme() -> str:
    """The theme that was chosen; the system's while the notebook cannot be asked."""
    notebook = here().notebook
    return str(notebook.settings.get("theme", "system")) if notebook.state == "open" else "system"


def _notices() -> list[str]:
    """Sentences that should stand quietly on the page, whoever is looking."""
    if current_viewer() is None:
        # The keyring may still be waking up, and the login page does not wait for it.
        return []
    problem = here().host.keys.ring().problem
    return [problem] if problem else []


def _iso(moment: datetime) -> str:
    return moment.isoformat()
