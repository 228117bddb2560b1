"""The web application: a short list of registrations."""

from __future__ import annotations

import time

from flask import Flask

from webui import bundle, headers, language, shell, window_words
from webui.converters import DayConverter
from webui.host import Host
from webui.news import News
from webui.notebook import Notebook
from webui.requests import Request
from webui.room import EXTENSION, Room, room_of
from webui.sessions import csrf, sign_in
from webui.sessions.cookie import SignedSessions
from webui.sessions.passes import Passes
from webui.sessions.recovery import RecoveryDesk
from webui.sessions.tries import Tries
from webui.settings import Settings
from webui.views import (
    about,
    asked,
    backups,
    checks,
    commands,
    complete,
    drafts,
    errors,
    events,
    exports,
    files,
    folders,
    glimpse,
    history,
    home,
    imports,
    journal,
    layout,
    links,
    login,
    logout,
    moves,
    pages,
    properties,
    recover,
    resume,
    search,
    session,
    tags,
    tasks,
    templates,
    trash,
    welcome,
    windows,
    work,
)
from webui.views import settings as settings_view

# A page may be 20 MB of text, sent as a form, where a letter of another script takes nine bytes.
_LARGEST_FORM = 200 * 1024 * 1024
_STATIC_SECONDS = 365 * 24 * 3600


def create_app(settings: Settings, host: Host) -> Flask:
    """Make the application for one data folder. Opens nothing: the notebook stays locked."""
    app = Flask(__name__)
    app.request_class = Request
    app.config.update(
        SESSION_COOKIE_NAME=settings.session_cookie,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        PERMANENT_SESSION_LIFETIME=settings.kept_for,
        MAX_CONTENT_LENGTH=_LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=_LARGEST_FORM,
        SEND_FILE_MAX_AGE_DEFAULT=_STATIC_SECONDS,
    )
    notebook = Notebook(settings.data_dir, cost=settings.cost)
    app.extensions[EXTENSION] = Room(
        settings=settings,
        host=host,
        notebook=notebook,
        news=News(),
        tries=Tries(time.monotonic),
        passes=Passes(time.monotonic),
        recovery=RecoveryDesk(),
    )
    app.session_interface = SignedSessions(host.keys, notebook)
    app.url_map.converters["day"] = DayConverter
    language.init_app(app, lambda: room_of(app).chosen_language())
    bundle.init_app(app)
    headers.init_app(app)
    sign_in.init_app(app)
    csrf.init_app(app, csrf.FormToken())
    shell.init_app(app)
    properties.init_app(app)
    window_words.init_app(app)
    errors.init_app(app)
    for module in (
        about,
        asked,
        backups,
        checks,
        commands,
        complete,
        drafts,
        events,
        exports,
        files,
        folders,
        glimpse,
        history,
        home,
        imports,
        journal,
        links,
        layout,
        login,
        logout,
        moves,
        pages,
        properties,
        recover,
        resume,
        search,
        session,
        settings_view,
        tags,
        tasks,
        templates,
        trash,
        welcome,
        windows,
        work,
    ):
        app.register_blueprint(module.blueprint)
    return app
