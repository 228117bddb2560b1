"""Searching as a page and while one types; searches that are kept."""

from __future__ import annotations

import pytest

from tests.webui.conftest import Browser
from webui.notebook.work import Work
from webui.room import Room


@pytest.fixture
def shelf(signed_in: Browser, room: Room) -> Browser:
    room.notebook.pages.create("Garden plans", "Sow <b>peas</b> in March.\n\n#garden")
    room.notebook.pages.create("Letter", "The garden again.")
    return signed_in


def test_the_search_page_shows_titles_sentences_and_tags_with_matches_marked(
    shelf: Browser,
) -> None:
    text = shelf.get("/search?q=peas").get_data(as_text=True)
    assert '<a class="hit__link"' in text
    assert 'href="/pages/garden-plans"' in text
    assert "Sow &lt;b&gt;<mark>peas</mark>&lt;/b&gt; in March." in text
    assert "#garden" in text


def test_while_one_types_only_what_was_found_is_sent(shelf: Browser) -> None:
    text = shelf.get("/search?q=gard&part=1").get_data(as_text=True)
    assert text.count("hit__link") == 2
    assert "<html" not in text


@pytest.mark.parametrize("typed", ["", "((", "tag:", '"', "%00", "a%20OR", "has:x", "%F0%9F%98%80"])
def test_anything_typed_is_an_answer(shelf: Browser, typed: str) -> None:
    assert shelf.get(f"/search?q={typed}").status_code == 200
    assert shelf.get(f"/search?q={typed}&part=1&thorough=1&offset=-3").status_code == 200


def test_nothing_found_says_so_and_offers_what_is_near(shelf: Browser) -> None:
    text = shelf.get("/search?q=gardem").get_data(as_text=True)
    assert "No page has this." in text
    assert 'href="/search?q=garden"' in text
    assert 'href="/pages/garden-plans"' in text


def test_what_no_page_has_can_become_a_page(shelf: Browser) -> None:
    text = shelf.get("/search?q=Chimney sweep").get_data(as_text=True)
    assert 'name="title" value="Chimney sweep"' in text
    assert 'name="title"' not in shelf.get("/search?q=tag:nowhere").get_data(as_text=True)
    assert 'name="title"' not in shelf.get("/search?q=garden").get_data(as_text=True)


def test_what_can_not_be_understood_is_explained(shelf: Browser) -> None:
    assert "has: takes task" in shelf.get("/search?q=has:dragons").get_data(as_text=True)


def test_a_saved_search_is_a_page_until_it_is_forgotten(shelf: Browser) -> None:
    path = shelf.post("/search/saved", name="In the garden", q="tag:garden").location
    assert path == "/search/In%20the%20garden"
    assert "Garden plans" in shelf.get(path).get_data(as_text=True)
    assert "In the garden" in shelf.get("/search").get_data(as_text=True)
    shelf.post("/search/forget", name="In the garden")
    assert shelf.get(path).status_code == 404


def test_a_search_without_a_name_is_refused_with_a_sentence(shelf: Browser) -> None:
    answer = shelf.post("/search/saved", name=" ", q="garden")
    assert answer.status_code == 422
    assert "Give the search a name." in answer.get_data(as_text=True)


def test_searches_that_led_somewhere_are_offered_again(shelf: Browser) -> None:
    shelf.post("/search/recent", q="pear tree")
    assert "pear tree" in shelf.get("/search?part=1&q=").get_data(as_text=True)
    shelf.post("/search/forget")
    assert "pear tree" not in shelf.get("/search?part=1&q=").get_data(as_text=True)


def test_nobody_searches_who_is_not_signed_in(browser: Browser) -> None:
    assert browser.get("/search?q=garden&part=1").status_code == 303


def test_every_page_is_read_again_for_the_search_at_a_press(shelf: Browser, room: Room) -> None:
    assert "/check#check-search" in shelf.get("/settings").get_data(as_text=True)
    answer = shelf.post("/check/index", follow=True).get_data(as_text=True)
    assert "The search has read every page again." in answer
    assert room.notebook.search.find("garden").count == 2


def test_who_ends_the_reading_is_told_what_becomes_of_the_other_pages(
    shelf: Browser, room: Room
) -> None:
    def read(work: Work) -> None:
        work.cancel()
        room.notebook.search.waiting.read_anew(work.tell)

    work = room.works.begin("index", read)
    assert work.wait(5)
    answer = shelf.get(f"/work/{work.number}").get_data(as_text=True)
    assert "The others are read when you search." in answer
    assert "Nothing was changed" not in answer
