"""`/files/…`: files come in and go out, a part at a time, and never by way of the disk.

The server holds the body of a request in memory, so a file comes in parts:

- `POST /files/?name=NAME&size=BYTES` without a body begins; the answer is `201` with
  `{"upload": "/files/ID/part", "part": 1048576, "received": 0, "size": BYTES}`.
- `PUT /files/ID/part?offset=N` with at most `part` raw bytes puts them behind the first N, and
  answers `{"received": N, "size": BYTES}`; the part that makes it whole answers `201` and the file.
  The same part sent twice is taken once. `409` with `{"error", "received"}`: go on from there.
- `GET /files/ID/part` answers `{"received", "size"}`, to go on after a broken line or a restart of
  the program. `404` once it is over. It is kept for a day.
- `DELETE /files/ID/part` gives it up.

A small file comes at once: `POST /files/?name=NAME` with at most 16 MB of raw bytes and no `size`.
The file is `{"id", "url", "name", "type", "size", "markdown"}`. Every unsafe request carries
`X-CSRF-Token`; a `Content-Type` is not needed, and what is sent as one is not believed.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webui.notebook import File, Upload
from webui.notebook.file_names import UNKNOWN_TYPE
from webui.notebook.uploads import LARGEST_PART
from webui.replies import wants_json
from webui.room import here
from webui.shell import render_shell

blueprint = Blueprint("files", __name__, url_prefix="/files")

_LARGEST_AT_ONCE = 16 * 1024 * 1024
_LIST_LENGTH = 200

# What a web view shows by itself and runs nothing of. SVG runs scripts, but for in an <img>, where
# the disposition does not count; opened by itself it is handed out like any other file.
_SHOWN = re.compile(
    r"image/(?:png|jpeg|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon)"
    r"|application/pdf|audio/[\w.+-]+|video/[\w.+-]+|text/plain"
)
_IN_IMAGES = re.compile(r"image/[\w.+-]+")
# Nothing of a file runs, loads, sends or is framed. `sandbox` would keep the PDF viewer out.
_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

Json = dict[str, Any]


@blueprint.get("/")
def index() -> str:
    offset = max(0, request.args.get("offset", 0, type=int))
    files = here().notebook.files
    count, size = files.count()
    return render_shell(
        "files/index.html",
        files=files.all(limit=_LIST_LENGTH, offset=offset),
        unused=files.unused(),
        count=count,
        size=size,
        offset=offset,
        step=_LIST_LENGTH,
    )


@blueprint.post("/")
def take() -> tuple[Json, int] | AnyResponse:
    """Begin an upload, or take a small file whole."""
    name = request.args.get("name", "")
    uploads = here().notebook.files.uploads
    if "size" in request.args:
        upload = uploads.begin(name, request.args.get("size", -1, type=int))
        return (_begun(upload), 201) if upload.size else _finished(uploads.finish(upload.id))
    request.max_content_length = _LARGEST_AT_ONCE
    return _finished(uploads.add(name, [request.get_data(cache=False)]))


@blueprint.put("/<uuid:file_id>/part")
def append(file_id: UUID) -> tuple[Json, int] | Json:
    upload = take_part(file_id)
    if not upload.is_whole:
        return _progress(upload)
    return _finished(here().notebook.files.uploads.finish(upload.id))


def take_part(upload_id: UUID) -> Upload:
    """Take the part of a file that this request brings, from byte `offset` on."""
    request.max_content_length = LARGEST_PART
    offset = request.args.get("offset", -1, type=int)
    part = request.get_data(cache=False)
    return here().notebook.files.uploads.append(str(upload_id), offset, part)


@blueprint.get("/<uuid:file_id>/part")
def progress(file_id: UUID) -> Json:
    return _progress(here().notebook.files.uploads.find(str(file_id)))


@blueprint.delete("/<uuid:file_id>/part")
def cancel(file_id: UUID) -> tuple[str, int]:
    here().notebook.files.uploads.cancel(str(file_id))
    return "", 204


@blueprint.get("/<uuid:file_id>/<name>")
def show(file_id: UUID, name: str) -> Response:  # noqa: ARG001 - the name is for people
    """Send the file, or the part of it that a Range header asks for (RFC 9110, section 14)."""
    files = here().notebook.files
    file = files.find(str(file_id))
    start, stop, status = _asked_range(file.size)
    answer = Response(files.read(file, start, stop), status=status)
    answer.content_length = stop - start
    answer.headers["Accept-Ranges"] = "bytes"
    if status == 206:  # noqa: PLR2004 - Partial Content
        answer.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{file.size}"
    is_shown = _SHOWN.fullmatch(file.type) and "download" not in request.args
    answer.headers["Content-Disposition"] = _disposition(file.name, is_shown=bool(is_shown))
    answer.headers["Content-Type"] = _sent_type(file.type)
    answer.headers["Content-Security-Policy"] = (
        _POLICY if file.type == "application/pdf" else f"sandbox; {_POLICY}"
    )
    return answer


@blueprint.get("/<uuid:file_id>")
def about(file_id: UUID) -> str | Json:
    files = here().notebook.files
    file = files.find(str(file_id))
    if wants_json():
        return _describe(file)
    return render_shell(
        "files/show.html",
        file=file,
        url=file_url(file),
        is_shown=_SHOWN.fullmatch(file.type) is not None,
        pages=files.pages_with(file.id),
    )


@blueprint.post("/<uuid:file_id>/delete")
def delete(file_id: UUID) -> AnyResponse:
    """To the trash, from where it can come back."""
    here().notebook.files.delete(str(file_id))
    here().news.publish("files")
    return redirect(url_for("files.index"), 303)


@blueprint.post("/unused/delete")
def delete_unused() -> AnyResponse:
    """Everything that no page names, to the trash."""
    here().notebook.files.delete_unused()
    here().news.publish("files")
    return redirect(url_for("files.index"), 303)


def file_url(file: File) -> str:
    """Answer the address of a file, for pages and their Markdown."""
    return f"/files/{file.id}/{quote(file.name, safe='')}"


def _asked_range(size: int) -> tuple[int, int, int]:
    """Answer start, stop and status. More than one range is answered with the whole, as allowed."""
    asked = request.range
    if asked is None or len(asked.ranges) != 1:
        return 0, size, 200
    found = asked.range_for_length(size)
    if found is None:
        abort(416)
    return found[0], found[1], 206


def _sent_type(kind: str) -> str:
    if kind == "text/plain":
        return "text/plain; charset=utf-8"
    return kind if _SHOWN.fullmatch(kind) or _IN_IMAGES.fullmatch(kind) else UNKNOWN_TYPE


def _disposition(name: str, *, is_shown: bool) -> str:
    """RFC 6266: the name in UTF-8 alone, which every web view of ours reads."""
    kind = "inline" if is_shown else "attachment"
    return f"{kind}; filename*=UTF-8''{quote(name, safe='')}"


def _finished(file_id: str) -> tuple[Json, int]:
    file = here().notebook.files.find(file_id)
    here().news.publish("files")
    return _describe(file), 201


def _begun(upload: Upload) -> Json:
    part = url_for("files.append", file_id=upload.id)
    return {"upload": part, "part": LARGEST_PART, **_progress(upload)}


def _progress(upload: Upload) -> Json:
    return {"received": upload.received, "size": upload.size}


def _describe(file: File) -> Json:
    url = file_url(file)
    return {
        "id": file.id,
        "url": url,
        "name": file.name,
        "type": file.type,
        "size": file.size,
        "markdown": f"{'!' if file.type.startswith('image/') else ''}[{_label(file.name)}]({url})",
    }


def _label(name: str) -> str:
    """Answer the name as text of Markdown."""
    return re.sub(r"([\\\[\]*_`<&~$#])", r"\\\1", name)
