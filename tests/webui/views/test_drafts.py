"""Text that could not be saved: handed in, offered after the next sign-in, put where it belongs."""

from __future__ import annotations

import uuid

from tests.webui.conftest import Browser
from webui.room import Room

ID = uuid.UUID(int=7)


def hand_in(browser: Browser, page: int, body: str, base: int = 1) -> None:
    answer = browser.post(
        "/drafts", json_wanted=True, id=str(ID), page=page, title="Ideas", base=base, body=body
    )
    assert answer.json == {"kept": "on disk"}


def test_a_text_that_comes_after_the_log_out_is_offered_at_the_next_sign_in(
    signed_in: Browser, room: Room
) -> None:
    page = room.notebook.pages.create("Ideas", "first\n")
    signed_in.log_out()
    hand_in(signed_in, page.id, "first\nlast words\n")
    answer = signed_in.log_in(next="/pages/ideas")
    assert answer.location == "/drafts?next=/pages/ideas"
    shown = signed_in.get("/drafts").text
    assert "last words" in shown
    answer = signed_in.post(f"/drafts/{ID}/restore")
    assert answer.location == "/pages/ideas"
    assert room.notebook.pages.by_id(page.id).body == "first\nlast words\n"
    assert not room.notebook.drafts.are_there


def test_what_was_written_since_is_not_overwritten_by_a_draft(
    signed_in: Browser, room: Room
) -> None:
    page = room.notebook.pages.create("Ideas", "one line\n")
    room.notebook.pages.save(page.id, "another line\n", page.revision)
    hand_in(signed_in, page.id, "one line, longer\n", base=page.revision)
    answer = signed_in.post(f"/drafts/{ID}/restore")
    assert room.notebook.pages.by_id(page.id).body == "another line\n"
    assert "one line, longer" in signed_in.get(str(answer.location)).text


def test_a_draft_of_a_page_that_is_gone_becomes_a_page(signed_in: Browser, room: Room) -> None:
    page = room.notebook.pages.create("Ideas", "first\n")
    room.notebook.pages.delete(page.id)
    room.notebook.trash.delete(page.id)
    hand_in(signed_in, page.id, "last words")
    assert "not there any more" in signed_in.get("/drafts").text
    answer = signed_in.post(f"/drafts/{ID}/restore", follow=True)
    assert "last words" in answer.text


def test_a_draft_can_be_thrown_away_and_the_pages_no_longer_tell_of_it(
    signed_in: Browser, room: Room
) -> None:
    hand_in(signed_in, 1, "last words")
    assert "waits under" in signed_in.get("/pages/").text
    assert signed_in.post(f"/drafts/{ID}/discard").status_code == 303
    assert "waits under" not in signed_in.get("/pages/").text
    assert "No text waits here" in signed_in.get("/drafts").text


def test_a_draft_that_makes_no_sense_is_refused(signed_in: Browser) -> None:
    answer = signed_in.post("/drafts", id="x", page="1", title="t", base="1", body="b")
    assert answer.status_code == 400
    assert signed_in.post("/drafts", id=str(ID)).status_code == 400
    assert signed_in.post(f"/drafts/{ID}/restore").status_code == 404


def test_drafts_are_shown_to_nobody_who_is_not_signed_in(signed_in: Browser, room: Room) -> None:
    hand_in(signed_in, 1, "last words")
    signed_in.log_out()
    answer = signed_in.get("/drafts", follow=True)
    assert "last words" not in answer.text
    assert "You are not logged in" in answer.text
