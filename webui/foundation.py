"""What every part of the application stands on: sessions, form tokens, headers, words, scripts."""

from __future__ import annotations

import time

from flask import Flask

from webui import bundle, headers, language, shell
from webui.host import Host
from webui.news import News
from webui.notebook import Notebook
from webui.notebook.work import Work
from webui.requests import Request
from webui.room import EXTENSION, Room
from webui.sessions import csrf, sign_in
from webui.sessions.cookie import SignedSessions
from webui.sessions.passes import Passes
from webui.sessions.recovery import RecoveryDesk
from webui.sessions.tries import Tries
from webui.settings import Settings

# A page may be 20 MB of text, sent as a form, where a letter of another script takes nine bytes.
_LARGEST_FORM = 200 * 1024 * 1024
_STATIC_SECONDS = 365 * 24 * 3600


def open_room(settings: Settings, host: Host) -> Room:
    """Make what all parts of one application share. Opens nothing: the notebook stays locked."""
    opening = Work(0, "opening", time.monotonic)
    return Room(
        settings=settings,
        host=host,
        notebook=Notebook(settings.data_dir, cost=settings.cost, opening=opening.tell),
        opening=opening,
        news=News(),
        tries=Tries(time.monotonic),
        passes=Passes(time.monotonic),
        recovery=RecoveryDesk(),
    )


def lay_foundation(room: Room, tokens: csrf.FormToken) -> Flask:
    """Make an application that has no page yet. Two of one room need the same `tokens`."""
    app = Flask(__package__)
    app.request_class = Request
    app.config.update(
        # Flask would take it from FLASK_DEBUG in the environment.
        DEBUG=False,
        SESSION_COOKIE_NAME=room.settings.session_cookie,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        PERMANENT_SESSION_LIFETIME=room.settings.kept_for,
        MAX_CONTENT_LENGTH=_LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=_LARGEST_FORM,
        SEND_FILE_MAX_AGE_DEFAULT=_STATIC_SECONDS,
    )
    app.extensions[EXTENSION] = room
    app.session_interface = SignedSessions(room.host.keys, room.notebook)
    language.init_app(app, room.chosen_language)
    bundle.init_app(app)
    headers.init_app(app)
    sign_in.init_app(app)
    csrf.init_app(app, tokens)
    shell.init_app(app)
    return app
