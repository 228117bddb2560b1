"""Requests that leave nothing on the disk."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Any

from flask import Request as FlaskRequest
from werkzeug.formparser import FormDataParser

# What a browser calls a part of a form that a script gave it as a Blob (XMLHttpRequest section 4).
_BLOB = "blob"


class _FormParser(FormDataParser):
    """Takes fields that came as Blobs for what they are: a browser sends a long text so at once."""

    def parse(self, *arguments: Any, **options: Any) -> Any:
        stream, form, files = super().parse(*arguments, **options)
        fields = [*form.items(multi=True)]
        kept = []
        for name, file in files.items(multi=True):
            if file.filename == _BLOB:
                fields.append((name, file.read().decode("utf-8", "replace")))
            else:
                kept.append((name, file))
        return stream, self.cls(fields), self.cls(kept)


class Request(FlaskRequest):
    """Keeps what is sent with a form in memory; Werkzeug writes files over 500 kB to the disk."""

    form_data_parser_class = _FormParser

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - Werkzeug's own
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        return BytesIO()
