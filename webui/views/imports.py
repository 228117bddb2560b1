"""`/import`: choose, look at what will come, bring it in, read what came of it.

An archive comes in parts, as files do (see `files`), and lies encrypted in the notebook until it
was read; it never becomes one of its files:

- `POST /import/uploads?name=NAME&size=BYTES` answers `201` `{"id", "upload", "part", "size"}`;
- `PUT /import/uploads/ID?offset=N` with at most `part` raw bytes answers `{"received", "size"}`;
- `POST /import` with `upload=ID`, or `place=` a folder or file of this computer, looks at it.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from webui.notebook.uploads import LARGEST_PART
from webui.notebook.work import Work, WorkRefused
from webui.reasons import say_why
from webui.room import Room, here
from webui.shell import render_shell
from webui.sizes import say_bytes
from webui.views.files import take_part
from webui.views.work import A_MOMENT, finished_work

blueprint = Blueprint("imports", __name__, url_prefix="/import")

_MOST_LISTED = 100

Json = dict[str, Any]
Answer = str | Response | tuple[str, int]


@blueprint.get("")
def show() -> str:
    return _render_choice()


@blueprint.post("/uploads")
def begin_upload() -> tuple[Json, int]:
    uploads = here().notebook.files.uploads
    name = request.args.get("name", "")
    upload = uploads.begin(name, request.args.get("size", -1, type=int))
    address = url_for("imports.append", upload_id=upload.id)
    return {"id": upload.id, "upload": address, "part": LARGEST_PART, "size": upload.size}, 201


@blueprint.put("/uploads/<uuid:upload_id>")
def append(upload_id: UUID) -> Json:
    upload = take_part(upload_id)
    return {"received": upload.received, "size": upload.size}


@blueprint.delete("/uploads/<uuid:upload_id>")
def give_up(upload_id: UUID) -> tuple[str, int]:
    here().notebook.files.uploads.cancel(str(upload_id))
    return "", 204


@blueprint.post("")
def look() -> Answer:
    """Look at what was chosen; nothing is changed."""
    room = here()
    upload, place = request.form.get("upload", ""), request.form.get("place", "")
    try:
        work = room.works.begin("look", lambda _: _look(room, upload, place))
    except WorkRefused as refused:
        return _render_choice(say_why(refused)), 409
    work.wait(A_MOMENT)
    return redirect(url_for("work.show", number=work.number), 303)


@blueprint.get("/preview")
def preview() -> Answer:
    work = finished_work("look")
    if work is None or work.result is None:
        return redirect(url_for("imports.show"), 303)
    found, upload = work.result
    plan = found.plan
    again = [each for each in plan.pages if each.action == "again"]
    return render_shell(
        "imports/preview.html",
        work=work,
        plan=plan,
        name=found.source.name,
        made=[each for each in plan.pages if each.action == "new"],
        again=again,
        in_trash=[each for each in plan.pages if each.action == "in trash"],
        size=say_bytes(plan.bytes_of_files),
        most=_MOST_LISTED,
        upload=upload,
    )


@blueprint.post("/<int:number>/run")
def run(number: int) -> Response:
    room = here()
    looked = room.works.find(number)
    if looked is None or looked.kind != "look" or looked.result is None:
        abort(404)
    work = room.works.begin("import", lambda work: _run(room, looked, work))
    work.wait(A_MOMENT)
    return redirect(url_for("work.show", number=work.number), 303)


@blueprint.post("/<int:number>/leave")
def leave(number: int) -> Response:
    """Bring nothing in; what was uploaded is deleted."""
    room = here()
    looked = room.works.find(number)
    if looked is not None and looked.kind == "look" and looked.result is not None:
        _forget_upload(room, looked.result[1])
        looked.result = None
    return redirect(url_for("imports.show"), 303)


@blueprint.get("/report")
def report() -> Answer:
    work = finished_work("import")
    if work is None:
        return redirect(url_for("imports.show"), 303)
    return render_shell("imports/report.html", report=work.result, most=_MOST_LISTED)


def _look(room: Room, upload: str, place: str) -> tuple[Any, str]:
    imports = room.notebook.imports
    try:
        source = imports.open_upload(upload) if upload else imports.open_folder(place)
        return imports.preview(source), upload
    except BaseException:
        _forget_upload(room, upload)
        raise


def _run(room: Room, looked: Work, work: Work) -> Any:
    found, upload = looked.result
    report = room.notebook.imports.run(found, work.tell)
    looked.result = None
    room.news.publish("pages")
    room.news.publish("files")
    _forget_upload(room, upload)
    return report


def _forget_upload(room: Room, upload: str) -> None:
    if upload:
        room.notebook.files.uploads.cancel(upload)


def _render_choice(refused: str | None = None) -> str:
    return render_shell("imports/index.html", refused=refused, place=request.form.get("place", ""))
