"""Everything one running application holds together, handed to views as one thing."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from flask import current_app

from webui.arrival import Arrival
from webui.asked import Asked
from webui.greeting import Greeting, keep_greeting, read_greeting
from webui.host import Host, Place, WindowPlace
from webui.look import Look
from webui.news import News, Outcome
from webui.notebook import Notebook, NotebookError
from webui.notebook.backups.daily import DailyBackups
from webui.notebook.work import Work, Works
from webui.sessions import kept
from webui.sessions.idle import DEFAULT_MINUTES, LOCK_AFTER, IdleWatch
from webui.sessions.passes import Passes
from webui.sessions.recovery import RecoveryDesk
from webui.sessions.tries import Tries
from webui.settings import Settings

if TYPE_CHECKING:
    from flask import Flask

EXTENSION = "inglenook"
SETTLE_SECONDS = 0.8
QUIT_SECONDS = 4.0
"""Who closes a window while the disk is slow waits this long for the last words to be saved."""
_PLACES = "windows"
KEPT_DAYS = "kept_days"
LANGUAGE = "language"
PROGRAM_ENDED = "the program ended"
_log = logging.getLogger(__name__)


@dataclass
class Room:
    """The notebook, its news, its host. One for each application, made by `create_app`."""

    settings: Settings
    host: Host
    notebook: Notebook
    opening: Work
    """How far the opening of the notebook is, or the bringing back of a whole one: it is told to
    who waits at the login page. Its phase is "" while nothing goes on."""
    news: News
    tries: Tries
    passes: Passes
    recovery: RecoveryDesk
    asked: Asked = field(default_factory=Asked)
    language: str | None = field(init=False)
    look: Look = field(init=False)
    greeting: Greeting = field(init=False)
    present: set[str] = field(default_factory=set)
    """The sign-ins that asked for something in this run of the program."""
    said: set[str] = field(default_factory=set)
    """The notices that stood on a page already: each is shown once in a run of the program."""
    restored: threading.Event = field(default_factory=threading.Event)
    turn: threading.Lock = field(default_factory=threading.Lock)
    works: Works = field(init=False)
    idle: IdleWatch = field(init=False)
    daily: DailyBackups = field(init=False)
    arrival: Arrival = field(init=False)

    def __post_init__(self) -> None:
        self.greeting = read_greeting(self.settings.data_dir)
        self.language = self.greeting.language
        self.look = Look(theme=self.greeting.theme)
        self.idle = IdleWatch(time.time, lambda: self.lock_for_now("idle"))
        # Whoever waits for the end of long work is there.
        self.works = Works(step=self.idle.touch)
        self.daily = DailyBackups(self._do_daily_work)
        self.arrival = Arrival(self.resume)

    def resume(self, wanted: str = "") -> str:
        """Open the notebook with what the keyring kept; answer the path a first window starts on.

        The login page when nothing was kept, or it no longer opens this notebook. Either leads on
        to the local path `wanted`, if not "", in place of the page that was shown last time.
        """
        if self.notebook.state == "absent":
            return "/welcome"
        sign_in = kept.resume(self.notebook, self.host.kept)
        if sign_in is None:
            return f"/login?next={quote(wanted, safe='/')}" if wanted else "/login"
        self.watch_idleness()
        places = self.places()
        last = places[0].path if places else "/"
        return f"/resume/{self.passes.issue(sign_in, wanted or last)}"

    def places(self) -> list[Place]:
        """Answer the windows of last time; empty while the notebook is locked."""
        if self.notebook.state != "open":
            return []
        return [Place(**place) for place in self.notebook.settings.get(_PLACES, [])]

    def keep_places(self) -> None:
        """Remember the windows as they are now, inside the notebook: paths are its words."""
        if self.notebook.state != "open":
            return
        self.notebook.visits.keep()
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

    def chosen_language(self) -> str | None:
        """Answer the tag that the person chose, None to follow the system.

        It is kept in the notebook; the login page after a log-out still speaks it.
        """
        with suppress(NotebookError):
            # Locked at this moment, or out of reach: whoever says so needs a language, too.
            if self.notebook.state == "open":
                self.language = self.notebook.settings.get(LANGUAGE)
        return self.language

    def greet_so(self) -> None:
        """Have the login page of the next start look and speak as the notebook does now."""
        greeting = Greeting(self.look.theme, self.chosen_language())
        if greeting != self.greeting:
            self.greeting = greeting
            keep_greeting(self.settings.data_dir, greeting)

    def watch_idleness(self) -> None:
        """Log out by itself from now on, after the minutes that the person chose."""
        self.idle.start(int(self.notebook.settings.get(LOCK_AFTER, DEFAULT_MINUTES)))
        self.daily.start()
        if self.notebook.backups.owed:
            self.daily.look_now()

    def _do_daily_work(self) -> None:
        backups = self.notebook.backups
        try:
            # Before anything is swept away: these are of the time before the password changed.
            backups.make_owed()
        finally:
            self.notebook.tidy()
            backups.make_if_due()

    def look_again(self) -> None:
        """Another program changed the notebook: have every page look at what it shows."""
        self.news.publish("again")

    def settle(self, seconds: float = SETTLE_SECONDS) -> Outcome:
        """Have every page save what is being written, and wait for it, a moment at most."""
        if self.notebook.state != "open":
            return "saved"
        return self.news.settle(secrets.token_urlsafe(16), seconds)

    def log_out(self, how: str) -> None:
        """Lock the notebook, end every sign-in, and what the keyring kept with them."""
        was_kept = self.notebook.has_kept_key
        self._lock(lambda: self._end_sign_ins(how))
        if was_kept:
            # Last: its slot is gone, so the entry opens nothing, and a keyring may take seconds.
            self.host.kept.forget()

    def log_out_here(self, sign_in: str, how: str) -> None:
        """End one browser's sign-in. The notebook stays open while another one is signed in."""
        sign_ins = self.notebook.sign_ins
        others = {each for each in self.present - {sign_in} if sign_ins.active(each) is not None}
        if not others:
            self.log_out(how)
            return
        self.settle()
        sign_ins.end(sign_in, how)
        kept.forget(self.notebook, self.host.kept)
        # Every page asks anew; those of the others come back where they were.
        self.news.publish("locked")

    @property
    def kept_for(self) -> timedelta:
        """How long "stay signed in" lasts, as the person chose. Raises NotebookLocked."""
        days = self.notebook.settings.get(KEPT_DAYS)
        return self.settings.kept_for if days is None else timedelta(days=days)

    def lock_for_now(self, how: str) -> None:
        """Lock the notebook because nobody is there.

        With "stay signed in" the next start still opens it: that is what was asked for.
        """
        self._lock(lambda: None if self.notebook.has_kept_key else self._end_sign_ins(how))

    def _end_sign_ins(self, how: str) -> None:
        # First: this counts whatever the disk says.
        self.notebook.sign_ins.end_all(how)
        self.notebook.forget_kept_key()

    def _lock(self, end_sign_ins: Callable[[], None]) -> None:
        """Save what is being written, close the notebook, tell every window, in this order."""
        with self.turn:
            if self.notebook.state != "open":
                return
            self.idle.stop()
            self.settle()
            try:
                end_sign_ins()
                self.keep_places()
            except NotebookError as error:
                # Whatever the disk says: who logs out wants the notebook shut.
                _log.warning("something about the log-out could not be written: %s", error)
            finally:
                self.daily.stop()
                self.works.forget()
                self.notebook.lock()
                self.news.publish("locked")

    def close(self) -> None:
        """End the program's use of the notebook: places kept, notebook locked, streams ended.

        Sign-ins end, unless the keyring keeps one that goes on next time.
        """
        try:
            if self.notebook.state == "open" and not self.notebook.has_kept_key:
                self.notebook.sign_ins.end_all(PROGRAM_ENDED)
            self.keep_places()
        except NotebookError:
            # The disk may be what ended the program; closing goes on.
            _log.warning("the windows' places, or the end of the sign-ins, could not be kept")
        self.idle.stop()
        self.daily.stop()
        self.works.forget()
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
