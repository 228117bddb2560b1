"""Links, as a person meets them: followed, missing, listed from the other end."""

from __future__ import annotations

import re

from tests.webui.conftest import Browser
from webui.room import Room


def test_a_link_to_no_page_is_shown_as_such_and_offers_to_make_it(
    signed_in: Browser, room: Room
) -> None:
    room.notebook.pages.create("One", "See [[Über uns#Wer|this]] and [[One]].")
    html = signed_in.get("/pages/one", json_wanted=True).get_json()["html"]
    found = re.search(r'<a href="([^"]+)" class="wikilink wikilink--missing"', html)
    assert found
    assert 'href="/pages/one" class="wikilink"' in html
    offer = signed_in.get(found[1])
    assert offer.status_code == 404
    page = offer.get_data(as_text=True)
    assert "Create this page" in page
    assert 'name="title" value="Über uns"' in page
    made = signed_in.post("/pages/", title="Über uns")
    assert made.location == "/pages/%C3%BCber-uns?edit=1"
    again = signed_in.get("/pages/one", json_wanted=True).get_json()["html"]
    assert "wikilink--missing" not in again
    assert 'href="/pages/%C3%BCber-uns#h-wer"' in again


def test_an_address_typed_by_hand_is_offered_under_words(signed_in: Browser) -> None:
    page = signed_in.get("/pages/work/rose-garden?title=Something+else").get_data(as_text=True)
    assert 'name="title" value="Work/rose garden"' in page
    assert "Something else" not in page


def test_the_other_end_of_a_link_stands_beside_the_page(signed_in: Browser, room: Room) -> None:
    room.notebook.pages.create("Garden", "## Roses\n\n## Trees")
    room.notebook.pages.create("One", "We water the [[Garden|beds]] daily. <b>x</b>")
    text = signed_in.get("/pages/garden").get_data(as_text=True)
    assert "We water the <mark>beds</mark> daily." in text
    assert 'href="#h-roses"' in text
    part = signed_in.get("/pages/garden?part=links").get_data(as_text=True)
    assert "<mark>beds</mark>" in part
    assert "<body" not in part


def test_a_mention_becomes_a_link_by_a_button(signed_in: Browser, room: Room) -> None:
    room.notebook.pages.create("Rose garden")
    room.notebook.pages.create("One", "Our rose garden is old.")
    text = signed_in.get("/pages/rose-garden").get_data(as_text=True)
    assert "Our <mark>rose garden</mark> is old." in text
    answer = signed_in.post("/links/mention", page="one", named="rose-garden")
    assert answer.location == "/pages/rose-garden"
    assert room.notebook.pages.find("one").body == "Our [[Rose garden|rose garden]] is old."
    gone = signed_in.post("/links/mention", page="one", named="rose-garden", json_wanted=True)
    assert gone.status_code == 422
    assert "changed meanwhile" in gone.get_json()["error"]


def test_a_page_lists_broken_links_and_orphans(signed_in: Browser, room: Room) -> None:
    room.notebook.pages.create("One", "[[Nowhere]]")
    text = signed_in.get("/links").get_data(as_text=True)
    assert 'href="/pages/nowhere?title=Nowhere"' in text
    assert "in One" in text
    assert text.index("Pages that no other page links to") < text.index(">One</span><time")


def test_a_page_shows_another_and_a_section_of_it_but_never_itself(
    signed_in: Browser, room: Room
) -> None:
    pages = room.notebook.pages
    pages.create("Garden", "before\n\n## Roses\n\n- [ ] water\n\n## Trees\n\nafter")
    pages.create("Circle", "round\n\n![[Circle]]")
    pages.create("One", "![[Garden#roses]]\n\n![[Circle]]\n\n![[Nowhere]]\n\nin ![[Garden]] line")
    html = signed_in.get("/pages/one", json_wanted=True).get_json()["html"]
    assert '<section class="embed" data-page="garden" data-revision="1">' in html
    assert 'data-line="4"' in html
    assert "before" not in html
    assert "after" not in html
    assert html.count("round") == 1
    assert "would show itself" in html
    assert "wikilink--missing" in html


def test_a_picture_is_shown_by_its_name(signed_in: Browser, room: Room) -> None:
    file = room.notebook.files.add("rose.png", [b"\x89PNG\r\n\x1a\n" + bytes(20)])
    room.notebook.pages.create("One", "![[rose.png|300]] and ![[rose.png|a rose]] ![[no.png]]")
    html = signed_in.get("/pages/one", json_wanted=True).get_json()["html"]
    assert f'<img src="/files/{file.id}/rose.png" alt="rose.png" width="300">' in html
    assert 'alt="a rose"' in html
    text = signed_in.get("/links").get_data(as_text=True)
    assert "rose.png" not in text
    assert "no.png" in text
