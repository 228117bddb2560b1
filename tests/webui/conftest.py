"""A whole application over a notebook in a fresh folder, with a cheap Argon2."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from webui.app import create_app
from webui.host import Host, Place, RunKeys
from webui.notebook import Argon2Cost
from webui.room import Room, room_of
from webui.settings import Settings

NAME = "Ada Lovelace"
PASSWORD = "  correct horse 電池 staple"
CHEAP = Argon2Cost(memory=64, passes=1, lanes=1)


@dataclass
class FakeKeyring:
    """A keyring of one entry that can be told to decline."""

    value: bytes | None = None
    declines: bool = False

    def keep(self, value: bytes) -> bool:
        if not self.declines:
            self.value = value
        return not self.declines

    def recall(self) -> bytes | None:
        return None if self.declines else self.value

    def forget(self) -> bool:
        if not self.declines:
            self.value = None
        return not self.declines


@dataclass
class FakeWindows:
    """Windows that write down what was asked of them."""

    can_open: bool = True
    standing: list[Place] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    restored: list[Place] = field(default_factory=list)
    cleared: list[str] = field(default_factory=list)
    sent_outside: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)

    def open(self, path: str) -> None:
        self.opened.append(path)

    def restore(self, places: Sequence[Place]) -> None:
        self.restored.extend(places)

    def places(self) -> Sequence[Place]:
        return self.standing

    def visited(self) -> None:
        """The fake's places are always up to date."""

    def clear_browsing_data(self, path: str) -> None:
        self.cleared.append(path)

    def speak(self, words: Mapping[str, str]) -> None:
        self.words = dict(words)

    def open_outside(self, url: str) -> bool:
        self.sent_outside.append(url)
        return True


@dataclass
class House:
    """One data folder, with everything a program start would put around it."""

    folder: Path
    keys: RunKeys = field(default_factory=RunKeys)
    keyring: FakeKeyring = field(default_factory=FakeKeyring)
    windows: FakeWindows = field(default_factory=FakeWindows)

    def start(self) -> Flask:
        """Make the application as a new start of the program would."""
        settings = Settings(
            data_dir=self.folder, installation="0123456789abcdef", version="0.0-test", cost=CHEAP
        )
        app = create_app(settings, Host(self.keys, self.keyring, self.windows))
        app.testing = True
        # Errors must end in the person's page here too, as they do in the real program.
        app.config["PROPAGATE_EXCEPTIONS"] = False
        return app


class Browser:
    """A test client that fills in the form token, as a page would."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()
        self.app = app

    @property
    def cookie_name(self) -> str:
        return str(self.app.config["SESSION_COOKIE_NAME"])

    def token(self) -> str:
        page = self.client.get("/session", follow_redirects=True).get_data(as_text=True)
        _, _, rest = page.partition('name="csrf-token" content="')
        token, _, _ = rest.partition('"')
        assert token, "every page carries its form token"
        return token

    def get(self, path: str, *, follow: bool = False, json_wanted: bool = False) -> TestResponse:
        headers = {"Accept": "application/json"} if json_wanted else {}
        return self.client.get(path, follow_redirects=follow, headers=headers)

    def post(
        self,
        path: str,
        *,
        follow: bool = False,
        json_wanted: bool = False,
        **fields: Any,
    ) -> TestResponse:
        headers = {"X-CSRF-Token": self.token()}
        if json_wanted:
            headers["Accept"] = "application/json"
        return self.client.post(path, data=fields, headers=headers, follow_redirects=follow)

    def log_in(self, password: str = PASSWORD, name: str = NAME, **more: Any) -> TestResponse:
        return self.post("/login", username=name, password=password, **more)

    def log_out(self) -> TestResponse:
        return self.post("/logout")

    def read_session(self) -> dict[str, object]:
        """Decode the cookie's payload with nothing but base64, as anybody may."""
        cookie = self.client.get_cookie(self.cookie_name)
        assert cookie is not None
        with self.app.test_request_context(
            headers={"Cookie": f"{self.cookie_name}={cookie.value}"}
        ):
            from flask import session  # noqa: PLC0415 - needs the request's context

            return dict(json.loads(json.dumps(dict(session))))


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "data")


@pytest.fixture
def app(house: House) -> Iterator[Flask]:
    """An application whose notebook was set up and is locked."""
    app = house.start()
    room = room_of(app)
    room.notebook.create(NAME, PASSWORD)
    room.notebook.lock()
    yield app
    room.close()


@pytest.fixture
def room(app: Flask) -> Room:
    return room_of(app)


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app)


@pytest.fixture
def signed_in(browser: Browser) -> Browser:
    answer = browser.log_in()
    assert answer.status_code == 303
    return browser
