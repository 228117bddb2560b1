"""A folder can be opened, in the sidebar and as a page."""

from __future__ import annotations

from tests.webui.conftest import Browser
from webui.room import Room


def test_a_folder_lists_what_lies_in_it(signed_in: Browser, room: Room) -> None:
    room.notebook.pages.create(title="Work/Plans")
    room.notebook.pages.create(title="Work/Clients/Acme")
    page = signed_in.get("/folders/Work").get_data(as_text=True)
    assert 'href="/folders/work/clients"' in page
    assert 'href="/pages/work/plans"' in page
    assert ">Plans<" in page
    assert "<title>Work</title>" in page


def test_a_part_is_what_the_tree_shows_below_a_folder(signed_in: Browser, room: Room) -> None:
    room.notebook.pages.create(title="Work/Clients/Acme")
    part = signed_in.get("/folders/work?part=1").get_data(as_text=True)
    assert 'id="branch-work/clients"' in part
    assert "<html" not in part


def test_an_empty_folder_says_what_belongs_there(signed_in: Browser) -> None:
    page = signed_in.get("/folders/nothing").get_data(as_text=True)
    assert "A page that is called “nothing/…” does." in page


def test_a_page_in_the_sidebar_shows_its_name_first_and_its_folders_dimly(
    signed_in: Browser, room: Room
) -> None:
    room.notebook.pages.create(title="Work/Clients/Acme")
    page = signed_in.get("/pages/").get_data(as_text=True)
    assert '<span class="row__title" dir="auto">Acme</span>' in page
    assert '<span class="row__above" dir="auto">Work/Clients</span>' in page
    assert 'title="Work/Clients/Acme"' in page
