"""JSON, as docs/export.md describes it: one object, written a page at a time."""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator

from webui.notebook.exporters.reading import Leaf, Reading
from webui.notebook.files import File
from webui.notebook.stamps import to_iso
from webui.notebook.work import Progress

FORMAT = 1
# Base64 takes three bytes at a time.
_THREES = 3


def export_json(reading: Reading, progress: Progress) -> Iterator[bytes]:
    """The bytes of the file. Raises NotebookLocked, and Cancelled from `progress`."""
    yield f'{{"format": "inglenook-export", "version": {FORMAT},\n"pages": ['.encode()
    bodies: list[str] = []
    for place, leaf in enumerate(reading.leaves()):
        progress("Exporting", place, len(reading.headings))
        if not reading.has_all and "/files/" in leaf.body:
            bodies.append(leaf.body)
        yield (",\n" if place else "\n").encode() + _page(leaf)
    yield b'],\n"files": ['
    for place, (file, pieces) in enumerate(reading.contents(reading.files(bodies), progress)):
        yield b",\n" if place else b"\n"
        yield from _file(file, pieces)
    yield b"]}\n"


def _page(leaf: Leaf) -> bytes:
    facts = {
        "address": leaf.slug,
        "title": leaf.title,
        "created": to_iso(leaf.created),
        "updated": to_iso(leaf.updated),
        "former_addresses": list(leaf.former),
        "tags": list(leaf.tags),
        **dict(leaf.marks),
        "body": leaf.body,
    }
    return json.dumps(facts, ensure_ascii=False).encode()


def _file(file: File, pieces: Iterable[bytes]) -> Iterator[bytes]:
    facts = {"id": file.id, "name": file.name, "type": file.type, "size": file.size}
    yield json.dumps(facts, ensure_ascii=False)[:-1].encode() + b', "base64": "'
    rest = b""
    for piece in pieces:
        data = rest + piece
        whole = len(data) - len(data) % _THREES
        yield b64encode(data[:whole])
        rest = data[whole:]
    yield b64encode(rest) + b'"}'
