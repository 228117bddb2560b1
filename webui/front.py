"""The login page ahead of everything else.

Whoever starts the program waits for the login page, and that needs a tenth of what the notebook
needs. So one small application answers it, and the whole one is loaded when somebody asks for
something else, which the login page itself does as soon as it is painted.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from werkzeug.test import Client

from webui.foundation import lay_foundation, open_room
from webui.host import Host
from webui.notebook import Notebook, NotebookError
from webui.room import Room
from webui.sessions.csrf import FormToken
from webui.settings import Settings
from webui.views import login

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Imported when first used, by the notebook, the key slots and the pages: 0.15 s together.
_AFTER_SIGN_IN = ("webui.notebook.sealing", "webui.notebook.opened", "markdown_it", "nh3")
_log = logging.getLogger(__name__)


class FrontDoor:
    """A WSGI application: `hall` for the login page and static files until `load` was needed."""

    def __init__(
        self, room: Room, hall: WSGIApplication, load: Callable[[], WSGIApplication]
    ) -> None:
        self.room = room
        self._hall = hall
        self._load = load
        self._house: WSGIApplication | None = None
        self._turn = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if self._house is None and self._is_for_hall(environ):
            try:
                return self._hall(environ, start_response)
            except Exception:  # noqa: BLE001 - whatever it is, the whole application explains it
                # Nothing was sent.
                _log.info("the whole application is loaded for an error")
        return self.house(environ, start_response)

    @property
    def house(self) -> WSGIApplication:
        """The whole application, loaded by now."""
        with self._turn:
            if self._house is None:
                self._house = self._load()
            return self._house

    def _is_for_hall(self, environ: WSGIEnvironment) -> bool:
        if environ["REQUEST_METHOD"] != "GET":
            return False
        path: str = environ.get("PATH_INFO", "")
        return path == "/login" or path.startswith("/static/")


def open_front(settings: Settings, host: Host) -> FrontDoor:
    """Make the application for one data folder, as much of it as the first page needs."""
    room, tokens = open_room(settings, host), FormToken()
    hall = lay_foundation(room, tokens)
    hall.register_blueprint(login.blueprint)
    hall.config["PROPAGATE_EXCEPTIONS"] = True
    hall.register_error_handler(Exception, _pass_on)

    def load() -> WSGIApplication:
        from webui.app import furnish  # noqa: PLC0415 - what this module is there to put off

        # While the person types a password: the first page then waits for none of it.
        threading.Thread(target=_prepare_first_page, name="first page", daemon=True).start()
        return furnish(lay_foundation(room, tokens))

    door = FrontDoor(room, hall, load)
    if _begins_with_login(room.notebook):
        # Compiles the templates, while the window that will ask for them is still on its way.
        Client(hall).get("/login")
    else:
        _ = door.house
    return door


def _prepare_first_page() -> None:
    for name in _AFTER_SIGN_IN:
        import_module(name)


def _pass_on(error: Exception) -> NoReturn:
    raise error


def _begins_with_login(notebook: Notebook) -> bool:
    try:
        return notebook.state == "locked" and not notebook.has_kept_key
    except NotebookError:
        return False
