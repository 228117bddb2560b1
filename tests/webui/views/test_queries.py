"""Query blocks, as they stand on a page."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.fuzz.pages import find_breaches
from tests.webui.conftest import Browser
from webui.guide import guide_folder, read_guide
from webui.language import LANGUAGES
from webui.notebook.queries.reading import read_query
from webui.room import Room

_GUIDE = guide_folder(Path(__file__).parents[3] / "webui")
ROWS = 20
"""How many kinds of line there are."""


def block(signed_in: Browser, room: Room, source: str) -> str:
    page = room.notebook.pages.create("Query", f"before\n\n```query\n{source}\n```\n\nafter")
    html = str(signed_in.get(f"/pages/{page.slug}", json_wanted=True).get_json()["html"])
    assert "before" in html
    assert "after" in html
    room.notebook.pages.delete(page.id)
    return html


def test_each_shape_is_drawn(signed_in: Browser, room: Room) -> None:
    pages = room.notebook.pages
    pages.create("Work/Acme <b>", "---\nstatus: open\ndue: 2026-11-30\n---\n#client")
    pages.create("Chores", "- [ ] rake @2026-02-20")
    assert '<a class="wikilink" href="/pages/work/acme-b" rel' in block(signed_in, room, "#client")
    table = block(signed_in, room, "table status, due, tags\nhas status\ngroup by status")
    assert "<td>open</td>" in table
    assert "30 Nov" in table
    assert "<td>#client</td>" in table
    assert '<p class="query__group">open</p>' in table
    tasks = block(signed_in, room, "tasks")
    assert 'data-page="chores" data-revision="1"' in tasks
    assert 'data-line="0"' in tasks
    assert '<span class="query__number">2</span> pages' in block(
        signed_in, room, "count\nnot text before"
    )
    month = block(signed_in, room, "calendar by due\nmonth 2026-11")
    assert "November 2026" in month
    assert re.findall(r"<th[^>]*>(.)</th>", month) == list("MTWTFSS")
    assert '30</a><br><a class="wikilink" href="/pages/work/acme-b"' in month
    assert "Nothing answers" in block(signed_in, room, "#nothing")
    for html in (table, month):
        assert [each for each in find_breaches(html) if "scope" not in each] == []


def test_a_line_that_cannot_be_read_is_named_in_its_place(signed_in: Browser, room: Room) -> None:
    html = block(signed_in, room, "list\nform & garden")
    assert "Line 2: A query has no word “form”." in html
    assert "form &amp; garden" in html
    assert 'href="/help/queries"' in html


def test_the_address_of_before_leads_to_the_chapter_of_the_guide(signed_in: Browser) -> None:
    answer = signed_in.get("/queries")
    assert answer.headers["Location"] == "/help/queries"
    assert "linked from [[Garden]]" in signed_in.get("/help/queries").get_data(as_text=True)


@pytest.mark.parametrize("tag", [each.tag for each in LANGUAGES])
def test_every_line_that_the_guide_tells_of_can_be_read(tag: str) -> None:
    chapter = next(each for each in read_guide(_GUIDE, tag) if each.name == "queries")
    rows = re.findall(r"^\| `([^`]+)` \|", chapter.body, flags=re.M)
    told = [*rows, chapter.body.partition("```query\n")[2].partition("```")[0]]
    assert len(rows) == ROWS
    for source in told:
        read_query(source, date(2026, 11, 25))
