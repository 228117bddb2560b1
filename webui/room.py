"""Everything one running application holds together, handed to views as one thing."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, cast

from flask import current_app

from webui.host import Host, Place, WindowPlace
from webui.news import News
from webui.notebook import Notebook, NotebookError
from webui.sessions import kept
from webui.sessions.passes import Passes
from webui.sessions.recovery import RecoveryDesk
from webui.sessions.tries import Tries
from webui.settings import Settings

if TYPE_CHECKING:
    from flask import Flask

EXTENSION = "inglenook"
SETTLE_SECONDS = 0.8
_PLACES = "windows"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Room:
    """The notebook, its news, its host. One for each application, made by `create_app`."""

    settings: Settings
    host: Host
    notebook: Notebook
    news: News
    tries: Tries
    passes: Passes
    recovery: RecoveryDesk
    restored: threading.Event = field(default_factory=threading.Event)

    def resume(self) -> str:
        """Open the notebook with what the keyring kept; answer the path a first window starts on.

        "/" when nothing was kept, or it no longer opens this notebook.
        """
        sign_in = kept.resume(self.notebook, self.host.kept)
        if sign_in is None:
            return "/"
        places = self.places()
        return f"/resume/{self.passes.issue(sign_in, places[0].path if places else '/')}"

    def places(self) -> list[Place]:
        """Answer the windows of last time; empty while the notebook is locked."""
        if self.notebook.state != "open":
            return []
        return [Place(**place) for place in self.notebook.settings.get(_PLACES, [])]

    def keep_places(self) -> None:
        """Remember the windows as they are now, inside the notebook: paths are its words."""
        if self.notebook.state != "open":
            return
        places = [asdict(_as_place(place)) for place in self.host.windows.places()]
        if places:
            self.notebook.settings.set(_PLACES, places)

    def restore_windows(self) -> Sequence[Place]:
        """Bring back last time's windows, once a run; answer them, or nothing the next time."""
        if self.restored.is_set():
            return ()
        self.restored.set()
        places = self.places()
        self.host.windows.restore(places)
        return places

    def lock(self, how: str) -> None:
        """Save what is being written, end every sign-in, close the notebook, tell every window."""
        self.news.settle(secrets.token_urlsafe(16), SETTLE_SECONDS)
        self.keep_places()
        self.notebook.sign_ins.end_all(how)
        self.notebook.lock()
        self.news.publish("locked")

    def close(self) -> None:
        """End the program's use of the notebook: places kept, notebook locked, streams ended.

        Sign-ins stay as they are, so that one which the keyring keeps goes on next time.
        """
        try:
            self.keep_places()
        except NotebookError:
            # The disk may be what ended the program; closing goes on.
            _log.warning("the windows' places could not be kept")
        self.notebook.lock()
        self.news.close()


def room_of(app: Flask) -> Room:
    return cast("Room", app.extensions[EXTENSION])


def here() -> Room:
    """Answer the room of the request being served."""
    return room_of(cast("Any", current_app))


def _as_place(place: WindowPlace) -> Place:
    return Place(
        path=place.path,
        x=place.x,
        y=place.y,
        width=place.width,
        height=place.height,
        maximized=place.maximized,
    )
