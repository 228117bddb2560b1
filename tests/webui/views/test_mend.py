"""A notebook that can't be opened any more comes back from a backup, in the window."""

from __future__ import annotations

from pathlib import Path

from tests.webui.conftest import PASSWORD, Browser, House
from webui.room import Room, room_of


def destroy(house: House) -> None:
    (house.folder / "notebook.db").write_bytes(b"\0" * 8192)


def test_a_damaged_notebook_leads_to_its_backups_and_opens_again(
    signed_in: Browser, room: Room, house: House
) -> None:
    room.notebook.pages.create("Wren", "a bird")
    backup = room.notebook.backups.make("asked")
    signed_in.log_out()
    destroy(house)
    broken = signed_in.log_in().get_data(as_text=True)
    assert "This notebook is damaged" in broken
    assert 'href="/mend"' in broken
    room.tries._free_at = 0.0
    assert "Made by you".lower() in signed_in.get("/mend").get_data(as_text=True)
    wrong = signed_in.post("/mend", backup=backup.id, password="wrong")
    assert wrong.status_code == 422
    assert room.notebook.state == "locked"
    room.tries._free_at = 0.0
    answer = signed_in.post("/mend", backup=backup.id, password=PASSWORD)
    assert answer.status_code == 303
    assert room.notebook.pages.find("wren").body == "a bird"
    assert signed_in.get("/pages/wren").status_code == 200


def test_a_fresh_computer_takes_a_backup_from_a_drive(
    signed_in: Browser, room: Room, tmp_path: Path
) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    room.notebook.pages.create("Wren", "a bird")
    room.notebook.backups.choose_folder(str(drive))
    backup = room.notebook.backups.make("asked")
    other = House(tmp_path / "fresh")
    app = other.start()
    fresh = Browser(app)
    assert 'href="/mend"' in fresh.get("/welcome").get_data(as_text=True)
    assert backup.id in fresh.get(f"/mend?folder={drive}").get_data(as_text=True)
    token = fresh.get("/mend").get_data(as_text=True).split('name="csrf-token" content="')[1]
    answer = fresh.client.post(
        "/mend",
        data={"folder": str(drive), "backup": backup.id, "password": PASSWORD},
        headers={"X-CSRF-Token": token.partition('"')[0]},
    )
    assert answer.status_code == 303
    assert room_of(app).notebook.pages.find("wren").body == "a bird"
    room_of(app).close()


def test_an_open_notebook_is_not_replaced(signed_in: Browser, room: Room) -> None:
    backup = room.notebook.backups.make("asked")
    room.notebook.pages.create("Since", "kept")
    answer = signed_in.post("/mend", backup=backup.id, password=PASSWORD)
    assert answer.location == "/backups"
    assert room.notebook.pages.find("since").body == "kept"


def test_guessing_at_a_backup_is_as_slow_as_guessing_at_the_notebook(
    browser: Browser, room: Room
) -> None:
    room.notebook.unlock(PASSWORD)
    backup = room.notebook.backups.make("asked")
    room.notebook.lock()
    browser.post("/mend", backup=backup.id, password="wrong")
    assert browser.post("/mend", backup=backup.id, password=PASSWORD).status_code == 429
