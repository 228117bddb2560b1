"""The styleguide is there for developers, and for nobody else."""

from __future__ import annotations

from dataclasses import replace

from tests.webui.conftest import NAME, PASSWORD, Browser, House
from webui.app import create_app
from webui.host import Host
from webui.room import room_of


def test_a_developer_sees_every_component(house: House) -> None:
    settings = replace(room_of(house.start()).settings, developer=True)
    app = create_app(settings, Host(house.keys, house.keyring, house.windows))
    room_of(app).notebook.create(NAME, PASSWORD)
    browser = Browser(app)
    browser.log_in()
    page = browser.get("/styleguide").get_data(as_text=True)
    for component in ("button--danger", "field--wrong", "notice", "dialog", "slider", "prose"):
        assert component in page
    failed = browser.get("/styleguide/failure")
    assert failed.status_code == 500
    assert "What was saved is safe" in failed.get_data(as_text=True)
    room_of(app).close()


def test_nobody_else_does(signed_in: Browser) -> None:
    assert signed_in.get("/styleguide").status_code == 404
