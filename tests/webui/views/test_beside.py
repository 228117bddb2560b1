"""Two pages can be read side by side, at an address of their own."""

from __future__ import annotations

import pytest

from tests.webui.conftest import Browser
from webui.room import Room


@pytest.fixture
def pages(room: Room, signed_in: Browser) -> Room:
    room.notebook.pages.create(title="Left", body="## Same\n\nleft text")
    room.notebook.pages.create(title="Right", body='## Same\n\nright <b>text</b> ` id="x"`')
    return room


def test_a_second_page_stands_beside_the_first(pages: Room, signed_in: Browser) -> None:
    page = signed_in.get("/pages/left?beside=right").get_data(as_text=True)
    first, _, second = page.partition('class="beside"')
    assert "left text" in first
    assert "right" in second
    assert 'href="/pages/right?beside=left&amp;edit=1"' in second


def test_no_id_comes_twice_and_no_text_is_lost(pages: Room, signed_in: Browser) -> None:
    page = signed_in.get("/pages/left?beside=right").get_data(as_text=True)
    beside = page.partition('id="beside-text"')[2].partition("</article>")[0]
    assert '<h2 id="' not in beside
    assert 'id="x"' in beside or "id=&quot;x&quot;" in beside


@pytest.mark.parametrize("slug", ["left", "nothing", ""])
def test_without_another_page_there_is_one(pages: Room, signed_in: Browser, slug: str) -> None:
    page = signed_in.get(f"/pages/left?beside={slug}").get_data(as_text=True)
    assert 'class="beside"' not in page


def test_a_link_that_leads_nowhere_looks_so_beside_the_page_too(
    pages: Room, signed_in: Browser
) -> None:
    pages.notebook.pages.create(title="Lost", body="[[No such page]]")
    page = signed_in.get("/pages/left?beside=lost").get_data(as_text=True)
    assert "wikilink--missing" in page.partition('id="beside-text"')[2]
