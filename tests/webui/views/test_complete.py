"""What may be meant by the letters typed so far."""

from __future__ import annotations

import pytest

from tests.webui.conftest import Browser
from webui.room import Room


@pytest.fixture
def shelf(signed_in: Browser, room: Room) -> Browser:
    pages = room.notebook.pages
    pages.create("Letter to the gardener", "")
    pages.create(
        "Garden plans", "# Beds\n\n## Peas\n\n#garden/peas #green\n\n```\n# no heading\n```"
    )
    pages.create("花园计划", "#garden")
    return signed_in


def titles(shelf: Browser, typed: str) -> list[str]:
    return [page["title"] for page in shelf.get(f"/complete/pages?q={typed}").get_json()]


def test_titles_that_begin_so_come_before_those_of_which_a_later_word_does(shelf: Browser) -> None:
    assert titles(shelf, "gard") == ["Garden plans", "Letter to the gardener"]
    assert titles(shelf, "pla gar") == []
    assert titles(shelf, "garden pl") == ["Garden plans"]
    assert titles(shelf, "花园") == ["花园计划"]


def test_without_a_letter_the_pages_changed_last_are_offered(shelf: Browser) -> None:
    assert titles(shelf, "")[0] == "花园计划"


@pytest.mark.parametrize("typed", ["((", '"', "%00", "*", "%F0%9F%98%80", "a" * 2000, "%5B%5B"])
def test_whatever_is_typed_is_an_answer(shelf: Browser, typed: str) -> None:
    for kind in ("pages?q=", "tags?q=", "headings?page="):
        assert shelf.get(f"/complete/{kind}{typed}").status_code == 200


def test_headings_are_those_of_the_page_and_not_of_its_code(shelf: Browser) -> None:
    assert shelf.get("/complete/headings?page=Garden plans").get_json() == ["Beds", "Peas"]
    assert shelf.get("/complete/headings?page=Nowhere").get_json() == []


def test_tags_are_found_by_their_beginning_and_by_that_of_a_part(shelf: Browser) -> None:
    def tags(typed: str) -> list[str]:
        return [each["tag"] for each in shelf.get(f"/complete/tags?q={typed}").get_json()]

    assert tags("g") == ["garden", "garden/peas", "green"]
    assert tags("peas") == ["garden/peas"]


def test_the_beginning_of_a_page_is_shown_and_no_more(signed_in: Browser, room: Room) -> None:
    body = "First *words*.\n\n" + "\n\n".join(f"Paragraph {number}." for number in range(400))
    room.notebook.pages.create("Long", body)
    text = signed_in.get("/glimpse/long").get_data(as_text=True)
    assert "First <em>words</em>." in text
    assert "Paragraph 399" not in text
    assert signed_in.get("/glimpse/nowhere").status_code == 404


def test_a_block_is_drawn_as_it_will_be_read_and_as_safely(signed_in: Browser, room: Room) -> None:
    room.notebook.pages.create("Ideas", "One *idea*.")

    def drawn(text: str) -> str:
        answer = signed_in.post("/complete/drawn", text=text, slug="letter", json_wanted=True)
        html: str = answer.get_json()["html"]
        return html

    assert "<em>idea</em>" in drawn("![[Ideas]]")
    assert "<math" in drawn("$$a^2$$")
    assert "<script" not in drawn("> [!note]\n> <script>1</script>")
    assert drawn("x" * 20_001) == ""


def test_a_template_is_filled_in_and_says_where_the_cursor_goes(
    signed_in: Browser, room: Room
) -> None:
    made = room.notebook.pages.create("Templates/Meeting", "# {{title}} 😀\n\n{{cursor}}\n\nEnd")
    assert signed_in.get("/complete/templates").get_json() == [{"id": made.id, "name": "Meeting"}]
    answer = signed_in.get(f"/complete/templates/{made.id}?title=Monday").get_json()
    assert answer == {"text": "# Monday 😀\n\n\n\nEnd", "cursor": 13}
    other = room.notebook.pages.create("Secret", "words")
    assert signed_in.get(f"/complete/templates/{other.id}").status_code == 404
