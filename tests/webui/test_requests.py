"""What a browser sends, as the views read it."""

from __future__ import annotations

from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient

from webui.requests import Request


def _client() -> FlaskClient:
    app = Flask("requests")
    app.request_class = Request

    @app.post("/")
    def answer() -> dict[str, object]:
        from flask import request  # noqa: PLC0415 - of this one request

        return {"form": request.form.to_dict(), "files": sorted(request.files)}

    return app.test_client()


def test_a_long_text_that_a_script_sent_as_a_blob_is_a_field_like_any_other() -> None:
    text = "ä\nb\r\nc 🌿"
    fields = {"body": (BytesIO(text.encode()), "blob"), "base": "3"}
    sent = _client().post("/", data=fields)
    assert sent.json == {"form": {"body": text, "base": "3"}, "files": []}


def test_a_file_stays_a_file() -> None:
    sent = _client().post("/", data={"body": (BytesIO(b"\xff"), "notes.txt")})
    assert sent.json == {"form": {}, "files": ["body"]}
