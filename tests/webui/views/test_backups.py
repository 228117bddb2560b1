"""The pages of backups: made, looked into, restored, and told when something is in the way."""

from __future__ import annotations

import re
from pathlib import Path

from tests.webui.conftest import Browser
from webui.room import Room


def test_a_backup_is_made_at_a_press_and_stands_in_the_list(signed_in: Browser, room: Room) -> None:
    answer = signed_in.post("/backups", follow=True)
    assert "It was opened and checked" in answer.get_data(as_text=True)
    assert len(room.notebook.backups.list()) == 1


def test_a_page_is_compared_shown_and_restored(signed_in: Browser, room: Room) -> None:
    page = room.notebook.pages.create("Wren", "how it *was*")
    backup = room.notebook.backups.make("asked")
    room.notebook.pages.save(page.id, "how it is", page.revision)
    shown = signed_in.get(f"/backups/{backup.id}").get_data(as_text=True)
    assert "Changed since" in shown
    assert "Wren" in shown
    former = signed_in.get(f"/backups/{backup.id}/pages/{page.id}").get_data(as_text=True)
    assert "how it <em>was</em>" in former
    answer = signed_in.post(f"/backups/{backup.id}/restore", follow=True, page=page.id)
    assert "1 page is as it was in the backup" in answer.get_data(as_text=True)
    assert room.notebook.pages.by_id(page.id).body == "how it *was*"


def test_restoring_with_nothing_chosen_touches_nothing(signed_in: Browser, room: Room) -> None:
    backup = room.notebook.backups.make("asked")
    answer = signed_in.post(f"/backups/{backup.id}/restore")
    assert answer.status_code == 303
    assert len(room.notebook.backups.list()) == 1


def test_a_backup_that_is_gone_gets_a_sentence(signed_in: Browser) -> None:
    answer = signed_in.get("/backups/nothing")
    assert answer.status_code == 404
    assert "no such backup" in answer.get_data(as_text=True)


def test_a_folder_that_does_not_exist_is_refused_and_stays_in_the_field(
    signed_in: Browser,
) -> None:
    answer = signed_in.post("/backups/folder", folder="/no/such/place")
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert "There is no such folder" in text
    assert 'value="/no/such/place"' in text


def test_an_unreachable_drive_is_said_on_the_page_and_in_a_notice(
    signed_in: Browser, room: Room, tmp_path: Path
) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    signed_in.post("/backups/folder", folder=str(drive))
    signed_in.post("/backups", follow=True)
    drive.rename(tmp_path / "away")
    answer = signed_in.post("/backups", follow=True).get_data(as_text=True)
    assert "Nothing was changed" in answer
    (tmp_path / "away").rename(drive)
    assert "opened and checked" in signed_in.post("/backups", follow=True).get_data(as_text=True)


def test_the_notebook_is_checked_and_the_result_is_plain(signed_in: Browser, room: Room) -> None:
    room.notebook.pages.create("Page", "text")
    answer = signed_in.post("/check", follow=True).get_data(as_text=True)
    assert "The notebook is whole. 1 page" in answer


def test_work_that_nobody_began_is_not_there(signed_in: Browser) -> None:
    assert signed_in.get("/work/77").status_code == 404


def test_settings_lead_to_the_backups(signed_in: Browser) -> None:
    assert re.search(r'href="/backups"', signed_in.get("/settings").get_data(as_text=True))
