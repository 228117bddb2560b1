"""Pages in a real browser: properties, templates, moving, stars, files, versions, the trash."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import Served, new_page, wait_until_saved

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8"
    "cfc0f01f0005000201a5f645400000000049454e44ae426082"
)
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40" onload="window.ran=1">'
    b"<script>window.ran=1</script><style>rect{fill:teal}</style><rect width='60' height='40'/>"
    b"</svg>"
)


def send_file(page: Page, name: str, data: bytes) -> dict[str, str]:
    """Bring a file in as a script of the page does; answer what the server told."""
    told: dict[str, str] = page.evaluate(
        """async ([name, bytes]) => {
            const token = document.querySelector('meta[name=csrf-token]').content;
            const begun = await (await fetch(`/files/?name=${name}&size=${bytes.length}`,
                {method: "POST", headers: {"X-CSRF-Token": token}})).json();
            const body = new Uint8Array(bytes);
            const answer = await fetch(`${begun.upload}?offset=0`,
                {method: "PUT", headers: {"X-CSRF-Token": token}, body});
            return answer.json();
        }""",
        [name, list(data)],
    )
    return told


def open_menu(page: Page) -> None:
    page.locator('summary[title="More for this page"]').click()


def test_properties_are_filled_in_above_the_page_and_stand_in_its_text(page: Page) -> None:
    new_page(page, "Boat", "Oak.")
    page.keyboard.press("Escape")
    expect(page.locator(".properties")).to_be_hidden()
    for name, kind in (("status", "text"), ("insured", "checkbox"), ("tags", "list")):
        page.keyboard.press("Control+Alt+o")
        page.locator(".property--new input[name=name]").fill(name)
        page.locator(".property--new select").select_option(kind)
        page.locator(".property--new button").click()
        expect(page.get_by_label(name, exact=True)).to_be_focused()
    page.get_by_label("status", exact=True).fill("in the yard")
    page.keyboard.press("Tab")
    page.get_by_label("insured", exact=True).check()
    page.get_by_label("tags", exact=True).fill("boats, wood")
    page.keyboard.press("Tab")
    expect(page.locator("#sidebar-lists")).to_contain_text("boats")
    page.reload()
    expect(page.get_by_label("status", exact=True)).to_have_value("in the yard")
    expect(page.get_by_label("insured", exact=True)).to_be_checked()
    expect(page.locator("article")).to_have_text("Oak.")
    page.locator(".property").filter(has=page.get_by_label("insured", exact=True)).hover()
    page.get_by_role("button", name="Remove property insured").click()
    expect(page.get_by_label("insured", exact=True)).to_have_count(0)


def test_an_answer_that_comes_late_leaves_the_next_value_as_it_is_typed(page: Page) -> None:
    new_page(page, "Late", "---\nstatus: new\nyard: none\n---\n\nOak.")
    page.keyboard.press("Escape")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile("/properties$"), hold)
    page.get_by_label("status", exact=True).fill("afloat")
    with page.expect_request(re.compile("/properties$")):
        page.keyboard.press("Tab")
    yard = page.get_by_label("yard", exact=True)
    yard.focus()
    page.keyboard.press("End")
    page.keyboard.type(" at all")
    with page.expect_response(re.compile("/properties$")):
        held[0].continue_()
    page.unroute_all()
    page.wait_for_timeout(200)
    page.keyboard.type(" any more")
    with page.expect_response(re.compile("/properties$")):
        page.keyboard.press("Tab")
    page.reload()
    expect(yard).to_have_value("none at all any more")
    expect(page.get_by_label("status", exact=True)).to_have_value("afloat")


def test_a_property_that_another_window_changes_shows_here(
    page: Page, context: BrowserContext, notebook: Served
) -> None:
    path = new_page(page, "Boat", "Oak.")
    page.keyboard.press("Escape")
    other = context.new_page()
    other.goto(notebook.origin + path)
    other.wait_for_selector("[data-scripted]")
    other.keyboard.press("Control+Alt+o")
    other.locator(".property--new input[name=name]").fill("status")
    other.locator(".property--new button").click()
    expect(page.get_by_label("status", exact=True)).to_be_visible()


def test_an_empty_page_begins_with_a_template_and_the_cursor_stands_where_it_says(
    page: Page, notebook: Served
) -> None:
    new_page(page, "Templates/Meeting", "# {{title}}")
    page.keyboard.press("Enter")
    page.keyboard.type("Said: {{cursor}}.")
    wait_until_saved(page)
    page.goto(f"{notebook.origin}/pages/")
    page.get_by_role("button", name=re.compile("^New page")).first.click()
    page.get_by_role("button", name="Meeting", exact=True).click()
    expect(page.locator(".cm-content")).to_contain_text("Said: .")
    expect(page.locator(".cm-content")).to_be_focused()
    page.keyboard.type("yes")
    expect(page.locator(".cm-content")).to_contain_text("Said: yes.")
    expect(page.locator(".begin")).to_have_count(0)


def test_a_renamed_page_takes_its_links_along_once_the_person_has_seen_how_many(
    page: Page, notebook: Served
) -> None:
    path = new_page(page, "Boat", "Oak.")
    page.goto(f"{notebook.origin}/pages/")
    new_page(page, "Letter", "[[Boat|it]] and [[Boat|her]].")
    page.goto(notebook.origin + path)
    page.locator(".leaf__title").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Yacht")
    page.wait_for_timeout(1300)
    expect(page).to_have_url(re.compile("/pages/boat$"))
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("2 links in one page will follow.")
    dialog.get_by_role("button", name="Cancel").click()
    expect(page.locator(".leaf__title")).to_have_text("Boat")
    page.goto(notebook.origin + path)
    page.locator(".leaf__title").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Yacht")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Rename page").click()
    page.wait_for_url(re.compile("/pages/yacht"))
    page.goto(f"{notebook.origin}/pages/letter?edit=1")
    expect(page.locator("#body")).to_have_value(re.compile(r"\[\[Yacht\|it]] and \[\[Yacht"))


def test_a_page_moves_to_a_folder_and_the_sidebar_shows_it_there(
    page: Page, notebook: Served
) -> None:
    new_page(page, "Boat", "Oak.")
    page.keyboard.press("Escape")
    expect(page.locator(".cm-content")).to_have_count(0)
    page.keyboard.press("Control+Shift+m")
    page.get_by_label("Folder", exact=True).fill("Work/Yard")
    page.get_by_role("button", name="Move page", exact=True).click()
    page.wait_for_url(re.compile("/pages/work/yard/boat"))
    expect(page.locator("#sidebar-lists")).to_contain_text("yard", ignore_case=True)


def test_a_star_puts_a_page_into_the_sidebar_and_takes_it_out(page: Page) -> None:
    new_page(page, "Boat", "Oak.")
    page.keyboard.press("Control+Shift+s")
    expect(page.locator("#sidebar-lists nav", has_text="Favourites")).to_contain_text("Boat")
    expect(page.locator(".cm-content")).to_be_visible()
    open_menu(page)
    page.get_by_role("button", name=re.compile("Remove from favourites")).click()
    expect(page.locator("#sidebar-favourites")).to_have_count(0)


def test_a_picture_shows_in_its_page_and_a_drawing_with_a_script_shows_without_it(
    page: Page,
) -> None:
    picture = send_file(page, "cat.png", PICTURE)
    drawing = send_file(page, "drawing.svg", DRAWING)
    new_page(page, "Album", f"{picture['markdown']} {drawing['markdown']}")
    page.keyboard.press("Escape")
    images = page.locator("article img")
    expect(images).to_have_count(2)
    for number, width in ((0, 1), (1, 60)):
        page.wait_for_function(
            f"document.querySelectorAll('article img')[{number}].naturalWidth === {width}"
        )
    assert page.evaluate("window.ran") is None


@pytest.mark.parametrize("name", ["page.html", "drawing.svg"])
def test_a_file_that_could_act_is_downloaded_when_it_is_opened(page: Page, name: str) -> None:
    told = send_file(page, name, DRAWING)
    with page.expect_download() as download:
        page.evaluate("url => { location.href = url; }", told["url"])
    assert download.value.suggested_filename == name


def test_versions_show_what_changed_and_restoring_is_undone_with_one_click(page: Page) -> None:
    path = new_page(page, "Boat", "Oak and larch. " + "It floats well. " * 40)
    page.locator(".cm-content").fill("Steel.")
    wait_until_saved(page)
    page.goto(page.url.split("/pages/")[0] + path + "/history")
    page.locator(".index__link").last.click()
    page.get_by_role("link", name="Changes since then").click()
    expect(page.locator(".changes ins")).to_contain_text("Steel.")
    page.get_by_role("button", name="Restore this version").click()
    expect(page.locator("article")).to_contain_text("Oak and larch.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("article")).to_have_text("Steel.")


def test_a_template_that_wants_the_clipboard_asks_for_it_where_it_may_not_look(
    page: Page, notebook: Served
) -> None:
    new_page(page, "Templates/Quote", "> {{clipboard}}")
    page.goto(f"{notebook.origin}/pages/")
    page.get_by_role("button", name=re.compile("^New page")).first.click()
    page.get_by_role("button", name="Quote", exact=True).click()
    page.get_by_role("dialog").get_by_role("textbox").fill("words of another")
    page.get_by_role("button", name="Begin page").click()
    expect(page.locator(".cm-content")).to_contain_text("words of another")
