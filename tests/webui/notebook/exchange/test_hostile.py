"""However an archive is damaged or made up, it comes, or it gets a sentence: never an error."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.webui.notebook.exchange.conftest import Files, make_tar, make_zip
from webui.notebook import Argon2Cost, Notebook
from webui.notebook.importers.archives import open_source
from webui.notebook.importers.sources import ArchiveRefused

ID = "0" * 32
_ENEX = (
    b"<en-export><note><title>T</title><content><![CDATA[<en-note>a<en-todo/></en-note>]]>"
    b"</content><created>20200102T030405Z</created><resource><data>AAAA</data>"
    b"<mime>image/png</mime></resource></note></en-export>"
)
_ZIPS: tuple[Files, ...] = (
    {"V/.obsidian/x": "", "V/a.md": "---\ntags: [a]\n---\n[[b]] ![[p.png]]", "V/p.png": b"p"},
    {f"E/Home {ID}.md": f"# Home\n[x](Home%20{ID}.csv)", f"E/T {ID}.csv": "a,b\n1,2\n"},
    {"logseq/config.edn": "{}", "pages/a.md": f"title:: x\n- TODO ((12{ID[:6]}))\n  id:: 1\n"},
    {f"{ID}.md": f"T\n\nbody [l](:/{ID})\n\nid: {ID}\ntype_: 1\nparent_id: {ID}"},
    {"a.html": "<title>t</title><p>x<a href='b.html'>b</a><img src='p.png'>", "p.png": b"p"},
    {
        "!!!meta.json": json.dumps(
            {"files": [{"noteId": "a", "title": "A", "type": "text", "dataFileName": "A.html"}]}
        ),
        "A.html": "<p>x</p>",
    },
    {
        "Standard Notes Backup and Import File.txt": json.dumps(
            {"items": [{"uuid": "1", "content_type": "Note", "content": {"title": "A"}}]}
        )
    },
)
_GOOD = (
    *((make_zip(files), "Export.zip") for files in _ZIPS),
    (make_tar(_ZIPS[3]), "export.jex"),
    (_ENEX, "notes.enex"),
)
_PARTS = (
    *("children", "attachments", "attributes", "type", "title", "references", "text", "noteType"),
    *("noteId", "dirFileName", "format", "uuid", "created_at", "trashed"),
)
_WRONG: tuple[object, ...] = (
    *(5, True, "A.html", "../..", [1, "x", {"name": []}], {"a": {}}, [[[]]]),
    *('{"root": {"children": [1, {"type": "heading", "tag": "hx", "children": 5}]}}', '{"root":5}'),
)


@contextmanager
def a_notebook() -> Iterator[Notebook]:
    with tempfile.TemporaryDirectory() as folder:
        notebook = Notebook(Path(folder) / "n", cost=Argon2Cost(memory=8, passes=1, lanes=1))
        notebook.create("Ada", "password")
        yield notebook
        notebook.lock()


def bring_in(data: bytes, name: str) -> None:
    with a_notebook() as notebook:
        try:
            preview = notebook.imports.preview(open_source(name, io.BytesIO(data)))
            notebook.imports.run(preview)
        except ArchiveRefused:
            assert notebook.pages.count() == 0
            return
        assert notebook.check().is_whole


@given(
    st.sampled_from(_GOOD),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=8),
    st.floats(0.3, 1),
)
@settings(max_examples=60, deadline=None)
def test_flipped_bytes_and_cut_ends(
    good: tuple[bytes, str], changes: list[tuple[float, int]], kept: float
) -> None:
    data = bytearray(good[0])
    for place, value in changes:
        data[int(place * len(data))] = value
    bring_in(bytes(data[: max(1, int(len(data) * kept))]) if kept < 0.9 else bytes(data), good[1])


def test_lists_that_say_something_else(notebook: Notebook) -> None:
    """Every part of the lists of Trilium and of Standard Notes is something else once."""
    for part in _PARTS:
        for wrong in _WRONG:
            item = {"dataFileName": "A.html", "type": "text", part: wrong}
            tag = {"content_type": "Tag", "content": {part: wrong}}
            note = {"content_type": "Note", "uuid": "u", "content": {"title": "T", part: wrong}}
            facts = {"files": [item, wrong], "items": [item, tag, note, wrong]}
            for name in ("!!!meta.json", "Standard Notes Backup.txt"):
                files: dict[str, str | bytes] = {name: json.dumps(facts), "A.html": "x"}
                source = open_source("Export.zip", io.BytesIO(make_zip(files)))
                with suppress(ArchiveRefused):
                    notebook.imports.run(notebook.imports.preview(source))
    assert notebook.check().is_whole


@pytest.mark.parametrize("junk", [None, 5, [], {}, {"files": 5, "items": "x"}, "x"])
@pytest.mark.parametrize("name", ["!!!meta.json", "Standard Notes Backup.txt"])
def test_lists_that_are_none_are_refused(notebook: Notebook, name: str, junk: object) -> None:
    source = open_source("E.zip", io.BytesIO(make_zip({name: json.dumps(junk)})))
    with pytest.raises(ArchiveRefused):
        notebook.imports.preview(source)


@given(
    st.sampled_from(["a.md", "a.html", "a.csv", f"{ID}.md", "pages/a.md", f"a {ID}.md", "x.enex"]),
    st.text(st.sampled_from("[]()!#|`<>/\\\"':-= \n\t\0ab&;%{}~*"), max_size=80),
)
@settings(max_examples=80, deadline=None)
def test_texts_full_of_signs(name: str, text: str) -> None:
    files: dict[str, str | bytes] = {name: text, "journals/b.md": "[[a]]", "p.png": b"p"}
    bring_in(make_zip(files), "Export.zip")
