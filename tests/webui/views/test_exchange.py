"""An import is seen first and comes as a whole; an export says that anyone can read it."""

from __future__ import annotations

import io
import json
import re
import zipfile

from tests.webui.conftest import Browser
from tests.webui.notebook.exchange.conftest import make_zip
from webui.room import Room

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


def test_markdown_html_and_json_are_downloads(signed_in: Browser, room: Room) -> None:
    file = room.notebook.files.add("p.png", [b"\x89PNG"])
    room.notebook.pages.create("Wren", f"See [[Heron]] ![p](/files/{file.id}/p.png) #bird")
    room.notebook.pages.create("Heron", "tall <script>alert(1)</script>")
    answer = signed_in.get("/export/download?format=markdown")
    assert "attachment" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert sorted(archive.namelist()) == ["Heron.md", "Wren.md", f"files/{file.id}/p.png"]
    page = signed_in.get("/export/download?format=html&what=tag&tag=bird").data
    with zipfile.ZipFile(io.BytesIO(page)) as archive:
        assert sorted(archive.namelist()) == ["Wren.html", f"files/{file.id}/p.png", "index.html"]
        html = archive.read("Wren.html").decode()
    assert 'src="data:image/png;base64,' in html
    assert "/pages/" not in html, "a page that is not exported is no link"
    both = signed_in.get("/export/download?format=html").data
    with zipfile.ZipFile(io.BytesIO(both)) as archive:
        assert 'href="Heron.html"' in archive.read("Wren.html").decode()
        assert "<script" not in archive.read("Heron.html").decode()
    facts = json.loads(signed_in.get("/export/download?format=json&what=page&page=wren").data)
    assert [each["title"] for each in facts["pages"]] == ["Wren"]
    assert facts["files"][0]["base64"] == "iVBORw=="


def test_an_unknown_kind_of_export_is_no_error_of_the_program(signed_in: Browser) -> None:
    assert signed_in.get("/export/download?format=exe").status_code == 400
    assert signed_in.get("/export/download?what=everything").status_code == 400
