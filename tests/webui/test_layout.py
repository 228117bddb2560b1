"""How the window is arranged is kept in the notebook, and nothing senseless gets in."""

import pytest

from tests.webui.conftest import Browser, House
from webui.layout import MOST_OPEN_FOLDERS, Layout, read_layout
from webui.room import Room


def test_what_was_folded_stays_folded_after_a_restart(signed_in: Browser, house: House) -> None:
    signed_in.post("/layout", sidebar="folded", width="312")
    signed_in.log_out()
    again = Browser(house.start())
    again.log_in()
    page = again.get("/pages/").get_data(as_text=True)
    assert 'data-sidebar="folded"' in page
    assert 'data-width="310"' in page


@pytest.mark.parametrize("width", ["-5", "", "wide", "1e9", "９９", "99999999999"])
def test_a_width_that_is_none_changes_nothing(signed_in: Browser, room: Room, width: str) -> None:
    signed_in.post("/layout", width=width)
    assert read_layout(room.notebook) == Layout()


def test_the_sidebar_is_never_too_narrow_or_too_wide() -> None:
    assert Layout().with_width(3).width == 200
    assert Layout().with_width(5000).width == 440


def test_each_part_of_the_sidebar_folds_by_itself_and_stays_so(
    signed_in: Browser, room: Room
) -> None:
    room.notebook.pages.create(title="Work/Acme", body="#client")
    signed_in.post("/layout", closed_part="tags")
    signed_in.post("/layout", closed_part="nonsense")
    page = signed_in.get("/pages/").get_data(as_text=True)
    assert 'id="part-tags" hidden' in page
    assert 'id="part-folders">' in page
    assert read_layout(room.notebook).folded_parts == ("tags",)
    signed_in.post("/layout", closed_part="journal")
    calendar = signed_in.get("/journal/calendar/2026-11").get_data(as_text=True)
    assert 'id="part-journal" hidden' in calendar, "another month is folded away as this one is"
    signed_in.post("/layout", open_part="tags")
    assert read_layout(room.notebook).folded_parts == ("journal",)


def test_a_folder_that_is_too_long_for_the_sidebar_shows_the_first_titles_and_not_addresses(
    signed_in: Browser, room: Room
) -> None:
    for number in range(1, 121):
        room.notebook.pages.create(title=f"Work/Part {number}")
    signed_in.post("/layout", open_folder="work")
    shown = _tree(signed_in)
    assert 'title="Work/Part 100"' in shown, "by address it comes before Part 2"
    assert 'title="Work/Part 99"' in shown
    assert 'title="Work/Part 101"' not in shown


def test_an_open_folder_shows_its_pages_on_every_page(signed_in: Browser, room: Room) -> None:
    room.notebook.pages.create(title="Work/Clients/Acme")
    assert "Acme" not in _tree(signed_in)
    signed_in.post("/layout", open_folder="work")
    signed_in.post("/layout", open_folder="Work/Clients")
    assert "Acme" in _tree(signed_in)
    signed_in.post("/layout", closed_folder="work/clients")
    assert "Acme" not in _tree(signed_in)


def test_the_folders_of_the_page_that_is_shown_are_open(signed_in: Browser, room: Room) -> None:
    page = room.notebook.pages.create(title="Work/Clients/Acme")
    assert 'aria-current="page" title="Work/Clients/Acme"' in _tree(
        signed_in, f"/pages/{page.slug}"
    )


def test_only_so_many_folders_stay_open() -> None:
    layout = Layout()
    for number in range(100):
        layout = layout.with_folder(f"folder-{number}", is_open=True)
    assert len(layout.open_folders) == MOST_OPEN_FOLDERS
    assert layout.open_folders[-1] == "folder-99"


def _tree(browser: Browser, path: str = "/trash") -> str:
    page = browser.get(path).get_data(as_text=True)
    return page.partition('data-controller="tree"')[2].partition("</nav>")[0]
