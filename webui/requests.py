"""Requests that leave nothing on the disk."""

from __future__ import annotations

from io import BytesIO
from typing import IO

from flask import Request as FlaskRequest


class Request(FlaskRequest):
    """Keeps what is sent with a form in memory; Werkzeug writes files over 500 kB to the disk."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - Werkzeug's own
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        return BytesIO()
