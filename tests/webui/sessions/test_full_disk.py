"""A disk that takes nothing more: who has the password gets in and reads; who logged out is out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import apsw
import pytest

from tests.faults.disk import Disk, let_pass, own_disk
from tests.webui.conftest import NAME, PASSWORD, Browser, House
from webui.room import Room, room_of

_SAID = "nothing can be saved until that is mended"
_SENTENCES = {
    apsw.FullError: "The disk is full.",
    apsw.ReadOnlyError: "The notebook&#39;s folder can&#39;t be written to.",
    apsw.IOError: "The disk could not be read or written.",
}


@dataclass
class Place:
    """A person before the login page, and the disk under the notebook."""

    browser: Browser
    room: Room
    disk: Disk

    def fill(self, error: type[apsw.Error] = apsw.FullError) -> None:
        """Let every write fail from now on."""

        def before(act: str, _path: object) -> None:
            if act in ("write", "truncate"):
                raise error("as the test wants")

        self.disk.before = before

    def make_room(self) -> None:
        self.disk.before = let_pass
        self.room.notebook.sign_ins._tried_at = -1000.0

    def cookie(self) -> str:
        cookie = self.browser.client.get_cookie(self.browser.cookie_name)
        assert cookie is not None
        return cookie.value

    def replay(self, cookie: str) -> int:
        """How a page is answered to whoever has this cookie."""
        return _replay(self.browser, cookie)


@pytest.fixture
def place(house: House) -> Iterator[Place]:
    with own_disk() as disk:
        app = house.start()
        room = room_of(app)
        room.notebook.create(NAME, PASSWORD)
        room.notebook.pages.create("Ideas", "words of mine")
        room.notebook.lock()
        yield Place(Browser(app), room, disk)
        disk.before = let_pass
        room.close()


@pytest.mark.parametrize("error", _SENTENCES)
def test_who_signs_in_while_nothing_can_be_written_reads_and_is_told(
    place: Place, error: type[apsw.Error]
) -> None:
    place.fill(error)
    assert place.browser.log_in().status_code == 303
    shown = place.browser.get("/pages/ideas").text
    assert "words of mine" in shown
    assert f"{_SENTENCES[error]} Your pages can be read" in shown
    assert _SAID in shown
    refused = place.browser.post("/pages/ideas", body="more", base=1, json_wanted=True)
    assert refused.status_code == 507
    assert "With the password" in place.browser.get("/session").text, "it stands in the history"
    place.make_room()
    assert _SAID not in place.browser.get("/pages/ideas").text
    assert len(place.room.notebook.sign_ins.recent()) == 1


def test_every_address_of_the_notebook_can_be_looked_at_on_a_full_disk(place: Place) -> None:
    place.fill()
    place.browser.log_in()
    paths = {
        rule.rule
        for rule in place.browser.app.url_map.iter_rules()
        if not rule.arguments and "GET" in (rule.methods or ()) and rule.rule != "/events"
    }
    assert len(paths) > 20
    failed = [path for path in paths if place.browser.get(path).status_code >= 500]
    assert failed == []


def test_a_log_out_that_could_not_be_written_ends_each_cookie_all_the_same(place: Place) -> None:
    place.browser.log_in()
    cookie = place.cookie()
    place.fill()
    place.browser.log_out()
    assert place.room.notebook.state == "locked"
    assert Browser(place.browser.app).log_in().status_code == 303
    assert place.replay(cookie) == 303, "while the disk is full"
    place.make_room()
    assert Browser(place.browser.app).log_in().status_code == 303
    assert place.replay(cookie) == 303, "and afterwards"


def test_a_sign_in_that_stands_in_memory_alone_can_be_revoked(place: Place) -> None:
    place.fill()
    place.browser.log_in()
    cookie = place.cookie()
    assert place.replay(cookie) == 200
    place.browser.log_out()
    Browser(place.browser.app).log_in()
    assert place.replay(cookie) == 303


def test_a_log_out_that_was_never_written_counts_after_a_restart(
    place: Place, house: House
) -> None:
    place.browser.log_in()
    cookie = place.cookie()
    place.fill()
    place.browser.log_out()
    place.room.close()
    place.make_room()
    again = Browser(house.start())
    try:
        again.log_in()
        assert _replay(again, cookie) == 303
    finally:
        room_of(again.app).close()


def test_a_wrong_password_on_a_full_disk_is_a_wrong_password(place: Place) -> None:
    place.browser.log_in()
    place.fill()
    assert Browser(place.browser.app).log_in(password="wrong").status_code == 422


def test_a_recovery_that_can_not_be_written_leaves_the_notebook_locked(place: Place) -> None:
    place.browser.log_in()
    code = place.room.notebook.renew_recovery_code()
    place.browser.log_out()
    place.fill()
    answer = place.browser.post("/recover", code=code, password="a new one", again="a new one")
    assert answer.status_code == 507
    assert place.room.notebook.state == "locked"
    place.make_room()
    assert place.browser.log_in().status_code == 303, "the password is what it was"


def _replay(browser: Browser, cookie: str) -> int:
    thief = Browser(browser.app)
    thief.client.set_cookie(thief.cookie_name, cookie)
    return thief.get("/pages/").status_code
