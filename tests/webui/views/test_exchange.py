"""An import is seen first and comes as a whole; an export says that anyone can read it."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from typing import Any

import pytest

from tests.webui.conftest import Browser
from tests.webui.notebook.exchange.conftest import make_zip
from webui.handover import Handover, NotTaken
from webui.notebook.work import Work
from webui.room import Room
from webui.views import work as work_page

VAULT: dict[str, str | bytes] = {
    "Vault/Wren.md": "A bird. [[Heron]]",
    "Vault/Heron.md": "Tall.",
    "Vault/p.png": b"png",
}


def upload(browser: Browser, data: bytes, name: str = "Vault.zip") -> str:
    headers = {"X-CSRF-Token": browser.token()}
    begun = browser.client.post(
        f"/import/uploads?name={name}&size={len(data)}", headers=headers
    ).get_json()
    for at in range(0, len(data), begun["part"]):
        part = data[at : at + begun["part"]]
        answer = browser.client.put(f"{begun['upload']}?offset={at}", data=part, headers=headers)
        assert answer.status_code == 200
    return str(begun["id"])


def number_in(text: str) -> str:
    found = re.search(r"/import/(\d+)/run", text)
    assert found
    return found[1]


def test_an_archive_is_looked_at_then_brought_in_and_reported(
    signed_in: Browser, room: Room
) -> None:
    sent = upload(signed_in, make_zip(VAULT))
    shown = signed_in.post("/import", upload=sent, follow=True).get_data(as_text=True)
    assert "Nothing is changed yet" in shown
    assert "Wren" in shown
    assert room.notebook.pages.count() == 0
    report = signed_in.post(f"/import/{number_in(shown)}/run", follow=True).get_data(as_text=True)
    assert "2 new pages are in the notebook" in report
    assert room.notebook.pages.find("wren").body == "A bird. [[Heron]]"
    assert room.notebook.files.count()[0] == 1, "the archive itself is no file of the notebook"
    assert not room.notebook.files.has(sent)
    again = signed_in.post(f"/import/{number_in(shown)}/run")
    assert again.status_code == 404, "what was brought in is not brought in by a second press"


def test_a_second_import_says_kindly_that_nothing_was_new(signed_in: Browser, room: Room) -> None:
    def bring(files: dict[str, str | bytes]) -> str:
        sent = upload(signed_in, make_zip(files))
        shown = signed_in.post("/import", upload=sent, follow=True).get_data(as_text=True)
        answer = signed_in.post(f"/import/{number_in(shown)}/run", follow=True)
        return answer.get_data(as_text=True)

    bring(VAULT)
    assert "Everything was already here." in bring(VAULT)
    assert "1 page was brought up to date." in bring({**VAULT, "Vault/Heron.md": "Taller."})
    heron = room.notebook.pages.find("heron")
    room.notebook.pages.save(heron.id, "Mine.", heron.revision)
    assert "Your pages stayed as they were." in bring({**VAULT, "Vault/Heron.md": "Smaller."})


def test_leaving_a_preview_deletes_what_was_uploaded(signed_in: Browser, room: Room) -> None:
    sent = upload(signed_in, make_zip(VAULT))
    shown = signed_in.post("/import", upload=sent, follow=True).get_data(as_text=True)
    assert room.notebook.files.has(sent)
    signed_in.post(f"/import/{number_in(shown)}/leave")
    assert not room.notebook.files.has(sent)
    assert room.notebook.pages.count() == 0


def test_a_malicious_archive_gets_a_sentence_and_is_deleted(signed_in: Browser, room: Room) -> None:
    sent = upload(signed_in, make_zip({"../../evil.md": "x"}))
    shown = signed_in.post("/import", upload=sent, follow=True).get_data(as_text=True)
    assert "leads out of the archive" in shown
    assert "Nothing was changed" in shown
    assert not room.notebook.files.has(sent)


def test_a_folder_that_is_not_there_gets_a_sentence(signed_in: Browser) -> None:
    shown = signed_in.post("/import", place="/no/such/place", follow=True).get_data(as_text=True)
    assert "There is nothing at this place" in shown
    shown = signed_in.post("/import", place="relative", follow=True).get_data(as_text=True)
    assert "Give the whole name" in shown


def test_an_export_says_that_anyone_can_read_it(signed_in: Browser) -> None:
    assert "whoever has the file can read all" in signed_in.get("/export").get_data(as_text=True)


def begin_export(browser: Browser, **fields: Any) -> str:
    """The address of the work that an export is."""
    answer = browser.post("/export", **fields)
    assert answer.status_code == 303
    return answer.headers["Location"].replace("/work/", "/export/") + "/file"


def work_at(address: str) -> str:
    return address.removesuffix("/file").replace("/export/", "/work/")


def export(browser: Browser, **fields: Any) -> bytes:
    answer = browser.get(begin_export(browser, **fields))
    assert "attachment" in answer.headers["Content-Disposition"]
    return bytes(answer.data)


def test_markdown_html_and_json_are_downloads(signed_in: Browser, room: Room) -> None:
    file = room.notebook.files.add("p.png", [b"\x89PNG"])
    room.notebook.pages.create("Wren", f"See [[Heron]] ![p](/files/{file.id}/p.png) #bird")
    room.notebook.pages.create("Heron", "tall <script>alert(1)</script>")
    with zipfile.ZipFile(io.BytesIO(export(signed_in, format="markdown"))) as archive:
        assert sorted(archive.namelist()) == ["Heron.md", "Wren.md", f"files/{file.id}/p.png"]
    wait_for_end(room)
    page = export(signed_in, format="html", what="tag", tag="bird")
    with zipfile.ZipFile(io.BytesIO(page)) as archive:
        assert sorted(archive.namelist()) == ["Wren.html", f"files/{file.id}/p.png", "index.html"]
        html = archive.read("Wren.html").decode()
    assert 'src="data:image/png;base64,' in html
    assert "/pages/" not in html, "a page that is not exported is no link"
    wait_for_end(room)
    both = export(signed_in, format="html")
    with zipfile.ZipFile(io.BytesIO(both)) as archive:
        assert 'href="Heron.html"' in archive.read("Wren.html").decode()
        assert "<script" not in archive.read("Heron.html").decode()
    wait_for_end(room)
    facts = json.loads(export(signed_in, format="json", what="page", page="wren"))
    assert [each["title"] for each in facts["pages"]] == ["Wren"]
    assert facts["files"][0]["base64"] == "iVBORw=="


def test_an_export_is_watched_and_says_when_its_file_is_there(
    signed_in: Browser, room: Room
) -> None:
    room.notebook.pages.create("Wren", "A bird.")
    address = begin_export(signed_in)
    watched = work_at(address)
    shown = signed_in.get(watched).get_data(as_text=True)
    assert f'data-work-file-value="{address}"' in shown, "the page takes the file by itself"
    refused = signed_in.post("/export")
    assert refused.status_code == 409, "one after the other"
    assert "Something else is going on" in refused.get_data(as_text=True)
    assert signed_in.get(address).data.startswith(b"PK")
    wait_for_end(room)
    ended = signed_in.get(watched, follow=True).get_data(as_text=True)
    assert "1 page was exported, into “Inglenook " in ended
    assert signed_in.get(address).status_code == 404, "the bytes are there once"


def test_a_cancelled_export_breaks_off_in_place_of_looking_whole(
    signed_in: Browser, room: Room
) -> None:
    for number in range(300):
        room.notebook.pages.create(f"Page {number}", "long " * 500)
    address = begin_export(signed_in)
    answer = signed_in.client.get(address, buffered=False)
    chunks = iter(answer.response)
    next(chunks)
    facts = signed_in.get(work_at(address), json_wanted=True).get_json()
    assert facts["words"].startswith("Exporting pages: ")
    assert facts["words"].endswith(" of 300")
    cancelled = signed_in.post(f"{work_at(address)}/cancel")
    assert cancelled.status_code == 303
    with pytest.raises(ConnectionAbortedError):
        list(chunks)
    work = wait_for_end(room)
    assert work.state == "cancelled"
    shown = signed_in.get(cancelled.headers["Location"]).get_data(as_text=True)
    assert "no file was written" in shown


def test_a_page_of_work_that_ends_while_it_is_drawn_says_how_far_it_was(
    signed_in: Browser, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = begin_export(signed_in)
    describe = work_page._describe

    def end_then(work: Work) -> Any:
        facts = describe(work)
        wait_for_end(room, cancel=True)
        return facts

    monkeypatch.setattr(work_page, "_describe", end_then)
    shown = signed_in.get(work_at(address)).get_data(as_text=True)
    assert "Beginning" in shown
    assert 'role="status">None' not in shown


def test_who_leaves_before_the_last_byte_ends_the_export(signed_in: Browser, room: Room) -> None:
    for number in range(300):
        room.notebook.pages.create(f"Page {number}", "long " * 500)
    answer = signed_in.client.get(begin_export(signed_in), buffered=False)
    next(iter(answer.response))
    answer.close()
    assert wait_for_end(room).state == "cancelled"


def test_an_export_that_nobody_takes_lets_go_of_the_turn(signed_in: Browser, room: Room) -> None:
    begin_export(signed_in)
    work = wait_for_end(room, cancel=True)
    assert work.state == "cancelled"
    handover = Handover(lambda _: iter([b"x"]), "a.zip", 1)
    with pytest.raises(NotTaken):
        handover.wait(work_of_nobody(), patience=0.0)


def wait_for_end(room: Room, *, cancel: bool = False) -> Work:
    work = room.works.running or list(room.works._works.values())[-1]
    if cancel:
        work.cancel()
    assert work.wait(5)
    return work


def work_of_nobody() -> Work:
    return Work(1, "export", time.monotonic)


def test_an_unknown_kind_of_export_is_no_error_of_the_program(signed_in: Browser) -> None:
    assert signed_in.post("/export", format="exe").status_code == 400
    assert signed_in.post("/export", what="everything").status_code == 400
