"""What nobody should write and somebody will: each ends in something sensible, and soon."""

from __future__ import annotations

import time

import pytest

from tests.webui.conftest import Browser
from webui.room import Room

MEGABYTE = 1024 * 1024
# A page may take this long on a slow machine and be patient all the same.
SECONDS = 20

LINE = "The quick brown fox jumps over the lazy dog. "
HARD = {
    "ten megabytes": (LINE * 20 + "\n\n") * (10 * MEGABYTE // (len(LINE) * 20 + 2)),
    "a line of a million letters": LINE * (1_000_000 // len(LINE)),
    "a word of a million letters": "x" * 1_000_000,
    "ten thousand links": "".join(f"[[Page {number}]]\n" for number in range(10_000)),
    "ten thousand links to one page": "[[Other]] " * 10_000,
    "ten thousand tags": "".join(f"#tag{number} " for number in range(10_000)),
    "ten thousand tasks": "- [ ] do\n" * 10_000,
    "deep quotes": ">" * 5_000 + " deep",
    "deep lists": "".join(f"{'  ' * depth}- x\n" for depth in range(400)),
    "deep brackets": "[" * 20_000 + "x" + "]" * 20_000,
    "open emphasis": "*a _b " * 20_000,
    "open code": "`" * 10_000 + "x",
    "long front matter": "---\n" + "a: b\n" * 100_000 + "---\n",
    "deep front matter": "---\na: " + "{a: " * 5_000 + "\n---\n",
}


@pytest.mark.parametrize("kind", HARD)
def test_a_page_that_is_hard_to_read_is_saved_shown_and_thrown_away(
    signed_in: Browser, room: Room, kind: str
) -> None:
    text = HARD[kind]
    began = time.monotonic()
    page = room.notebook.pages.create("Hard")
    saved = signed_in.post(
        "/pages/hard", body=text, base=str(page.revision), json_wanted=True
    ).get_json()
    assert saved["conflict"] is None
    assert room.notebook.pages.by_id(page.id).body == text.replace("\r\n", "\n")
    assert signed_in.get("/pages/hard").status_code == 200
    assert signed_in.get("/pages/hard/history").status_code == 200
    changed = signed_in.post(
        "/pages/hard", body=f"first\n{text}", base=str(saved["revision"]), json_wanted=True
    ).get_json()
    assert changed["revision"] == saved["revision"] + 1
    assert room.notebook.moves.plan(page.id, "Harder").slug == "harder"
    assert signed_in.post("/pages/hard/delete").status_code == 303
    room.notebook.trash.empty()
    assert time.monotonic() - began < SECONDS


@pytest.mark.parametrize(
    ("title", "kept", "path"),
    [
        ("   \t ", "Untitled", "/pages/untitled"),
        ("\u200b\u2060", "Untitled", "/pages/untitled"),
        ("CON", "CON", "/pages/con"),
        ("..", "..", "/pages/untitled"),
        ("/", "/", "/pages/untitled"),
        ("../../etc/passwd", "../../etc/passwd", "/pages/etc/passwd"),
        ("history", "history", "/pages/history-2"),
        ("invoice\u202efdp.exe", "invoicefdp.exe", "/pages/invoicefdp-exe"),
        ("🦖", "🦖", "/pages/untitled"),
        ("<script>", "<script>", "/pages/script"),
    ],
)
def test_a_title_that_is_none_or_worse_makes_a_page_all_the_same(
    signed_in: Browser, room: Room, title: str, kept: str, path: str
) -> None:
    answer = signed_in.post("/pages/", title=title)
    assert answer.location == f"{path}?edit=1"
    assert signed_in.get(answer.location).status_code == 200
    assert room.notebook.pages.list(limit=1)[0].title == kept


def test_a_folder_that_is_none_or_worse_leaves_the_page_where_one_finds_it(
    signed_in: Browser, room: Room
) -> None:
    page = room.notebook.pages.create("Plan")
    for folder, slug in (
        ("  ", "plan"),
        ("///", "plan"),
        ("a/../b", "a/b/plan"),
        ("/a//b/", "a/b/plan"),
        ("\u202eevil", "evil/plan"),
        ("CON", "con/plan"),
    ):
        signed_in.post(f"/page/{page.id}/move", title="Plan", folder=folder)
        assert room.notebook.pages.by_id(page.id).slug == slug, folder
    refused = signed_in.post(f"/page/{page.id}/move", title="x" * 301, folder="")
    assert (refused.status_code, "300 characters" in refused.get_data(as_text=True)) == (422, True)
    assert signed_in.post("/page/999/move", title="x").status_code == 404
