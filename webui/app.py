"""The web application: a short list of registrations."""

from __future__ import annotations

from flask import Flask

from webui import window_words
from webui.converters import DayConverter
from webui.foundation import lay_foundation, open_room
from webui.host import Host
from webui.room import room_of
from webui.sessions.csrf import FormToken
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
    guide,
    history,
    home,
    imports,
    journal,
    layout,
    links,
    login,
    logout,
    mend,
    moves,
    opening,
    pages,
    properties,
    queries,
    recover,
    resume,
    search,
    session,
    styleguide,
    tags,
    tasks,
    templates,
    trash,
    welcome,
    windows,
    work,
)
from webui.views import settings as settings_view


def create_app(settings: Settings, host: Host) -> Flask:
    """Make the application for one data folder. Opens nothing: the notebook stays locked."""
    return furnish(lay_foundation(open_room(settings, host), FormToken()))


def furnish(app: Flask) -> Flask:
    """Put everything that there is into an application that has its foundation."""
    app.url_map.converters["day"] = DayConverter
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
        guide,
        history,
        home,
        imports,
        journal,
        links,
        layout,
        login,
        logout,
        mend,
        moves,
        opening,
        pages,
        properties,
        queries,
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
    if room_of(app).settings.developer:
        app.register_blueprint(styleguide.blueprint)
    return app
