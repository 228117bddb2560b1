"""Moving, renaming, copying and marking pages, as a window asks for it."""

from __future__ import annotations

from tests.webui.conftest import Browser
from webui.room import Room


def test_a_person_sees_what_will_follow_before_a_page_moves(signed_in: Browser, room: Room) -> None:
    page = room.notebook.pages.create("Acme")
    for title in ("One", "Two"):
        room.notebook.pages.create(title, "[[Acme]] [[Acme|them]]")
    form = signed_in.get(f"/page/{page.id}/move").get_data(as_text=True)
    assert "4 links in 2 pages lead here" in form
    told = signed_in.get(f"/page/{page.id}/move?title=Acme+Inc", json_wanted=True).get_json()
    assert told == {"title": "Acme Inc", "url": "/pages/acme-inc", "links": 4, "pages": 2}
    answer = signed_in.post(f"/page/{page.id}/move", title="Acme", folder="Work/Clients")
    assert answer.location == "/pages/work/clients/acme"
    assert "/pages/work/clients/acme" in signed_in.get("/pages/acme").location


def test_renaming_in_the_heading_takes_links_along(signed_in: Browser, room: Room) -> None:
    page = room.notebook.pages.create("Acme")
    other = room.notebook.pages.create("One", "[[Acme]]")
    signed_in.post("/pages/acme/rename", title="Bolt", json_wanted=True)
    assert room.notebook.pages.by_id(other.id).body == "[[Bolt]]"
    assert room.notebook.pages.by_id(page.id).slug == "bolt"


def test_a_folder_moves_and_its_pages_are_counted_first(signed_in: Browser, room: Room) -> None:
    room.notebook.pages.create("Work/One", "[[Work/Two]]")
    room.notebook.pages.create("Work/Two")
    form = signed_in.get("/folder/move?path=work").get_data(as_text=True)
    assert "2 pages move with it" in form
    answer = signed_in.post("/folder/move", folder="work", to="Job/2026")
    assert answer.location == "/folders/job/2026"
    assert room.notebook.pages.find("job/2026/one").body == "[[Job/2026/Two]]"
    refused = signed_in.post("/folder/move", folder="job", to="Job/2026")
    assert (refused.status_code, "into itself" in refused.get_data(as_text=True)) == (422, True)
    assert signed_in.get("/folder/move?path=none").status_code == 404


def test_a_copy_stands_beside_the_page_and_opens_for_writing(
    signed_in: Browser, room: Room
) -> None:
    page = room.notebook.pages.create("Plan", "words", "Work")
    answer = signed_in.post(f"/page/{page.id}/duplicate")
    assert answer.location == "/pages/work/plan-copy?edit=1"
    copy = room.notebook.pages.find("work/plan-copy")
    assert (copy.title, copy.body) == ("Plan, copy", "words")
    long = room.notebook.pages.create("x" * 300)
    assert signed_in.post(f"/page/{long.id}/duplicate").status_code == 303


def test_a_starred_page_stands_in_the_sidebar_until_it_is_unstarred(
    signed_in: Browser, room: Room
) -> None:
    page = room.notebook.pages.create("Plan")
    for kind in ("favourite", "pinned"):
        path = f"/page/{page.id}/mark"
        told = signed_in.post(path, kind=kind, on="yes", json_wanted=True)
        assert told.get_json() == {"on": True}
        assert 'id="sidebar-favourites"' in signed_in.get("/pages/").get_data(as_text=True)
        assert signed_in.post(path, kind=kind, on="no").location == "/pages/plan"
        assert 'id="sidebar-favourites"' not in signed_in.get("/pages/").get_data(as_text=True)
    assert signed_in.post(f"/page/{page.id}/mark", kind="x").status_code == 400
    assert signed_in.post("/page/999/mark", kind="pinned", on="yes").status_code == 404


def test_pinned_pages_stand_first_and_the_ones_opened_last_are_a_list_of_their_own(
    signed_in: Browser, room: Room
) -> None:
    first = room.notebook.pages.create("First")
    room.notebook.pages.create("Second")
    room.notebook.marks.set(first.id, "pinned", is_on=True)
    shown = signed_in.get("/pages/").get_data(as_text=True)
    pinned = shown.partition("sheet__pinned")[2].partition("</section>")[0]
    assert "First" in pinned
    assert "Second" not in pinned
    for path in ("/pages/first", "/pages/second", "/pages/first"):
        signed_in.get(path)
    shown = signed_in.get("/pages/?by=opened").get_data(as_text=True)
    listed = shown.partition('<ul class="index">')[2]
    assert listed.index("First") < listed.index("Second")
