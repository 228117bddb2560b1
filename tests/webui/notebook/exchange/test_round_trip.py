"""What is exported and brought into an empty notebook is exported again as the same bytes."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.webui.notebook.conftest import FakeClock
from webui.notebook import Argon2Cost, Notebook
from webui.notebook.importers.archives import open_source
from webui.notebook.marks import MARKS, Mark
from webui.notebook.stamps import Stamp, stamped, unstamped

CHEAP = Argon2Cost(memory=8, passes=1, lanes=1)

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
_PIECES = st.sampled_from(
    [
        "---\n",
        "---\ninglenook: 1\n",
        "title: x\n",
        "tags: [a, b]\n",
        "[[Wren]]",
        "[[wren#Nest|label]]",
        "![[photo.png]]",
        "[x](Wren.md)",
        "/files/{file}/photo.png ",
        "![p](/files/{file}/photo.png)",
        "files/{file}/photo.png",
        "```\n[[Wren]]\n```\n",
        "<!-- aside:\n[[Wren]] -->",
        "\n\n",
        "#tag ",
        "\u2028",
        "\x85",
    ]
)


@dataclass(frozen=True)
class Written:
    title: str
    body: str
    days: int
    renamed: bool
    marks: frozenset[Mark]


_PAGES = st.lists(
    st.builds(
        Written,
        st.one_of(
            st.sampled_from(
                ["Wren", "wren", "A/B", "A", "edit", "con", "A.md/x", "/", "files/x", "//a/"]
            ),
            _TEXTS,
        ),
        st.lists(st.one_of(_PIECES, _TEXTS), max_size=8).map("".join),
        st.integers(0, 9),
        st.booleans(),
        st.frozensets(st.sampled_from(MARKS)),
    ),
    max_size=8,
)


@contextmanager
def a_notebook(clock: FakeClock) -> Iterator[Notebook]:
    with tempfile.TemporaryDirectory() as folder:
        notebook = Notebook(Path(folder) / "notebook", clock=clock, cost=CHEAP)
        notebook.create("Ada", "password")
        yield notebook
        notebook.lock()


def export(notebook: Notebook) -> bytes:
    return b"".join(notebook.exports.stream("markdown", None, str))


@given(_PAGES)
@settings(max_examples=60, deadline=None)
def test_export_import_export_gives_the_same_bytes(pages: list[Written]) -> None:
    clock = FakeClock()
    with a_notebook(clock) as notebook:
        file = notebook.files.add("photo.png", [b"\x89PNG..."])
        notebook.files.add("notes.pdf", [b"%PDF"])
        for page in pages:
            clock.pass_by(days=page.days)
            body = page.body.replace("{file}", file.id)
            made = notebook.pages.create(page.title, body)
            if page.renamed:
                notebook.pages.rename(made.id, f"{made.title[:50]} now")
            for mark in page.marks:
                notebook.marks.set(made.id, mark, is_on=True)
        kept = {mark: [page.slug for page in notebook.marks.pages(mark)] for mark in MARKS}
        bodies = {page.slug: notebook.pages.find(page.slug).body for page in notebook.pages.list()}
        first = export(notebook)
    later = FakeClock()
    later.pass_by(days=100)
    with a_notebook(later) as empty:
        if bodies:
            preview = empty.imports.preview(open_source("export.zip", io.BytesIO(first)))
            report = empty.imports.run(preview)
            assert report.problems == ()
            assert export(empty) == first
            for mark in MARKS:
                assert [page.slug for page in empty.marks.pages(mark)] == kept[mark]
            for slug, body in bodies.items():
                same = empty.pages.find(slug)
                assert same.slug == slug
                assert same.body == body or "files/" in body


@given(_TEXTS, st.lists(st.one_of(_PIECES, _TEXTS), max_size=6).map("".join), st.none() | _TEXTS)
def test_a_stamp_comes_off_without_a_trace(title: str, body: str, address: str | None) -> None:
    clock = FakeClock()
    stamp = Stamp(title, clock.now, clock.now, address, ("former",))
    assert unstamped(stamped(stamp, body)) == (stamp, body)


def test_favourites_that_come_stand_behind_those_that_are_there(notebook: Notebook) -> None:
    for title in ("Wren", "Heron"):
        notebook.marks.set(notebook.pages.create(title).id, "favourite", is_on=True)
    exported = export(notebook)
    for title in ("wren", "heron"):
        notebook.pages.delete(notebook.pages.find(title).id)
    notebook.trash.empty()
    notebook.marks.set(notebook.pages.create("Mine").id, "favourite", is_on=True)
    notebook.imports.run(notebook.imports.preview(open_source("a.zip", io.BytesIO(exported))))
    favourites = [page.title for page in notebook.marks.pages("favourite")]
    assert favourites == ["Mine", "Wren", "Heron"]


def test_an_export_is_a_folder_of_readable_markdown(notebook: Notebook) -> None:
    picture = notebook.files.add("photo.png", [b"png"])
    notebook.pages.create("Work/Plan", f"See ![p](/files/{picture.id}/photo.png)")
    with zipfile.ZipFile(io.BytesIO(export(notebook))) as archive:
        assert archive.namelist() == ["Work/Plan.md", f"files/{picture.id}/photo.png"]
        text = archive.read("Work/Plan.md").decode()
    assert 'title: "Work/Plan"' in text
    assert f"![p](../files/{picture.id}/photo.png)" in text


def test_an_export_brought_into_its_own_notebook_doubles_nothing(notebook: Notebook) -> None:
    notebook.pages.create("Wren", "a bird")
    preview = notebook.imports.preview(open_source("e.zip", io.BytesIO(export(notebook))))
    assert [each.action for each in preview.plan.pages] == ["again"]
    notebook.imports.run(preview)
    assert notebook.pages.count() == 1
