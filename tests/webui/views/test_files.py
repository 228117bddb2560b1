"""Files: sent in parts, shown or handed out, and harmless whatever they hold."""

from __future__ import annotations

import io
import os
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.webui.conftest import Browser
from webui.room import Room

BYTES = os.urandom(1_500_000)


class Sender:
    """What the editor does to bring a file in."""

    def __init__(self, browser: Browser) -> None:
        self.client: FlaskClient = browser.client
        self.headers = {"X-CSRF-Token": browser.token(), "Accept": "application/json"}

    def ask(self, method: str, path: str, data: bytes = b"", **query: Any) -> TestResponse:
        return self.client.open(
            path, method=method, data=data, query_string=query, headers=self.headers
        )

    def send(self, name: str, data: bytes) -> dict[str, Any]:
        return dict(self.ask("POST", "/files/", data, name=name).get_json())


@pytest.fixture
def sender(signed_in: Browser) -> Sender:
    return Sender(signed_in)


def test_a_small_file_comes_at_once_and_answers_what_to_write_into_the_page(
    sender: Sender, signed_in: Browser
) -> None:
    told = sender.send("my [cat].png", b"meow")
    assert told["url"] == f"/files/{told['id']}/my%20%5Bcat%5D.png"
    assert told["markdown"] == f"![my \\[cat\\].png]({told['url']})"
    assert (told["name"], told["type"], told["size"]) == ("my [cat].png", "image/png", 4)
    answer = signed_in.get(told["url"])
    assert (answer.data, answer.mimetype) == (b"meow", "image/png")


def test_a_long_file_comes_in_parts_tells_how_far_it_is_and_goes_on(
    sender: Sender, signed_in: Browser
) -> None:
    begun = sender.ask("POST", "/files/", name="film.mp4", size=len(BYTES))
    assert begun.status_code == 201
    upload, part = begun.get_json()["upload"], begun.get_json()["part"]
    told = sender.ask("PUT", upload, BYTES[:part], offset=0)
    assert told.get_json() == {"received": part, "size": len(BYTES)}
    lost = sender.ask("PUT", upload, BYTES[part:], offset=part + 1)
    assert (lost.status_code, lost.get_json()["received"]) == (409, part)
    assert sender.ask("GET", upload).get_json() == told.get_json()
    whole = sender.ask("PUT", upload, BYTES[part:], offset=part)
    assert whole.status_code == 201
    assert signed_in.get(whole.get_json()["url"]).data == BYTES
    assert sender.ask("GET", upload).status_code == 404


def test_an_upload_can_be_given_up(sender: Sender) -> None:
    upload = sender.ask("POST", "/files/", name="a", size=9).get_json()["upload"]
    assert sender.ask("DELETE", upload).status_code == 204
    answer = sender.ask("PUT", upload, b"x", offset=0)
    assert answer.status_code == 404
    assert "upload is over" in answer.get_json()["error"]


def test_what_is_too_large_is_told_in_a_sentence(sender: Sender) -> None:
    upload = sender.ask("POST", "/files/", name="a", size=5_000_000).get_json()["upload"]
    answer = sender.ask("PUT", upload, bytes(1024 * 1024 + 1), offset=0)
    assert answer.status_code == 413
    answer = sender.ask("POST", "/files/", name="a", size=5 * 1024**3)
    assert (answer.status_code, "4 GB" in answer.get_json()["error"]) == (422, True)
    for size in ("-1", "x", "1e99"):
        assert sender.ask("POST", "/files/", name="a", size=size).status_code == 422


def test_an_empty_file_is_a_file(sender: Sender, signed_in: Browser) -> None:
    told = sender.ask("POST", "/files/", name="empty.txt", size=0).get_json()
    answer = signed_in.get(told["url"])
    assert (answer.status_code, answer.data) == (200, b"")


def test_a_film_can_be_wound(sender: Sender, signed_in: Browser) -> None:
    url = sender.send("film.mp4", BYTES)["url"]

    def part(asked: str) -> TestResponse:
        return signed_in.client.get(url, headers={"Range": asked})

    answer = part("bytes=700000-700009")
    assert (answer.status_code, answer.data) == (206, BYTES[700_000:700_010])
    assert answer.headers["Content-Range"] == f"bytes 700000-700009/{len(BYTES)}"
    assert part("bytes=-5").data == BYTES[-5:]
    assert part("bytes=1499990-").data == BYTES[1_499_990:]
    assert part("bytes=9999999-").status_code == 416
    assert part("bytes=0-1,5-6").status_code == 200
    assert part("nonsense").status_code == 200


@pytest.mark.parametrize(
    ("name", "kind", "is_shown"),
    [
        ("a.png", "image/png", True),
        ("a.pdf", "application/pdf", True),
        ("a.mp3", "audio/mpeg", True),
        ("a.txt", "text/plain", True),
        ("a.svg", "image/svg+xml", False),
        ("a.html", "application/octet-stream", False),
        ("a.xhtml", "application/octet-stream", False),
        ("a.xml", "application/octet-stream", False),
        ("a.js", "application/octet-stream", False),
        ("a.exe", "application/octet-stream", False),
        ("README", "application/octet-stream", False),
    ],
)
def test_a_file_that_could_act_is_handed_out_and_never_opened_here(
    sender: Sender, signed_in: Browser, name: str, kind: str, is_shown: bool
) -> None:
    url = sender.send(name, b"<script>alert(1)</script>")["url"]
    answer = signed_in.get(url)
    assert answer.mimetype == kind
    assert answer.headers["Content-Disposition"].startswith("inline" if is_shown else "attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert ("sandbox" in answer.headers["Content-Security-Policy"]) == (name != "a.pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    assert signed_in.get(f"{url}?download=1").headers["Content-Disposition"].startswith("attach")


def test_a_name_cannot_lead_out_of_the_folder_it_is_saved_to(
    sender: Sender, signed_in: Browser
) -> None:
    told = sender.send('../../CON\r\nX-Evil: 1".txt', b"x")
    assert told["name"] == "CON X-Evil- 1-.txt"
    header = signed_in.get(told["url"]).headers["Content-Disposition"]
    assert header == "inline; filename*=UTF-8''CON%20X-Evil-%201-.txt"


def test_files_are_listed_with_their_pages_and_wait_in_the_trash(
    sender: Sender, signed_in: Browser, room: Room
) -> None:
    told = sender.send("plan.pdf", b"%PDF")
    page = room.notebook.pages.create("Garden", f"see {told['markdown']}")
    assert "plan.pdf" in signed_in.get("/files/").get_data(as_text=True)
    about = f"/files/{told['id']}"
    assert "Garden" in signed_in.get(about).get_data(as_text=True)
    room.notebook.pages.save(page.id, "", page.revision)
    assert "used by no page" in signed_in.get("/files/").get_data(as_text=True)
    signed_in.post("/files/unused/delete")
    assert "plan.pdf" in signed_in.get("/trash").get_data(as_text=True)
    signed_in.post(f"/trash/files/{told['id']}/restore")
    signed_in.post(f"{about}/delete")
    signed_in.post(f"/trash/files/{told['id']}/delete")
    assert signed_in.get(told["url"]).status_code == 404
    assert "no such file" in signed_in.get(about).get_data(as_text=True)


def test_a_file_in_a_form_never_touches_the_disk(app: Flask) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    with app.test_request_context(
        "/",
        method="POST",
        data=head + BYTES + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    ) as context:
        stream = context.request.files["file"].stream
        assert isinstance(stream, io.BytesIO)
        assert stream.getvalue() == BYTES
