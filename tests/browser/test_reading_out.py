"""What a screen reader is told, what the keys reach, and how pages stand at twice their size."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import CHROMIUM, Served, log_in, new_page, wait_until_saved
from tests.browser.states import furnish


def test_the_login_page_reads_as_a_name_a_password_and_one_button(
    notebook: Served, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(notebook.entrance)
    expect(page.locator("main")).to_match_aria_snapshot("""
        - main:
          - heading "Inglenook" [level=1]
          - paragraph: You are not logged in
          - textbox "Name"
          - textbox "Password"
          - button "Show Password"
          - checkbox "Stay signed in on this computer"
          - button "Open the notebook"
    """)


def test_a_wrong_password_is_read_out_with_its_field(
    notebook: Served, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(notebook.entrance)
    page.locator("#password").fill("wrong")
    page.get_by_role("button", name="Open the notebook").click()
    field = page.locator("#password[aria-invalid=true]")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(re.compile("Nothing is lost; try again"))


def test_the_list_of_pages_reads_in_order(page: Page, notebook: Served) -> None:
    furnish(page, notebook.origin)
    expect(page.locator("body")).to_match_aria_snapshot("""
        - link "Skip to the page"
        - complementary "Notebook":
          - link "Inglenook"
          - button "Hide the sidebar"
          - link /Search/
          - button /New page/
          - navigation "Pages":
            - heading "Pages" [level=2]
            - list
          - navigation "Folders":
            - heading "Folders" [level=2]
            - list:
              - listitem:
                - button "Pages in Work"
                - link "Work"
          - navigation "Tags"
        - banner
        - main:
          - heading "Pages" [level=1]
          - list
    """)


def test_a_page_reads_as_its_title_and_text_with_what_is_known_beside_it(
    page: Page, notebook: Served
) -> None:
    furnish(page, notebook.origin)
    page.goto(f"{notebook.origin}/pages/garden")
    expect(page.locator("main")).to_match_aria_snapshot("""
        - main:
          - heading "Garden" [level=1]
          - article:
            - heading "A heading" [level=2]
    """)
    expect(page.locator(".folio")).to_match_aria_snapshot("""
        - contentinfo "The foot of the page":
          - paragraph: /Saved/
    """)


def test_the_editor_reads_as_one_field_and_saving_is_said_once(page: Page) -> None:
    new_page(page, "Ideas", "words")
    wait_until_saved(page)
    expect(page.get_by_role("textbox", name="Text of the page")).to_be_focused()
    expect(page.locator(".folio [role=status]")).to_have_text(re.compile("^Saved"))


def test_search_says_how_many_it_found(page: Page, notebook: Served) -> None:
    furnish(page, notebook.origin)
    page.keyboard.press("Control+f")
    field = page.get_by_role("combobox", name="Search")
    expect(field).to_be_focused()
    field.fill("garden")
    expect(page.locator("#finder [role=status]")).to_have_text(re.compile(r"^\d+ pages?$"))
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")


def test_the_palette_reads_as_a_field_with_a_list_and_says_how_many_match(
    page: Page, notebook: Served
) -> None:
    furnish(page, notebook.origin)
    page.keyboard.press("Control+k")
    palette = page.get_by_role("dialog", name="Find a command or page")
    field = palette.get_by_role("combobox", name="Find a command or page")
    expect(field).to_be_focused()
    field.fill("garden")
    expect(palette).to_match_aria_snapshot("""
        - dialog "Find a command or page":
          - combobox "Find a command or page": garden
          - listbox "Commands and pages":
            - option /Garden/ [selected]
          - status: /match/
    """)
    active = field.get_attribute("aria-activedescendant")
    expect(palette.locator("[aria-selected=true]")).to_have_id(str(active))


def test_a_question_reads_as_its_words_and_two_buttons(page: Page, notebook: Served) -> None:
    furnish(page, notebook.origin)
    page.goto(f"{notebook.origin}/trash")
    page.get_by_role("button", name="Empty the trash").click()
    expect(page.get_by_role("dialog")).to_match_aria_snapshot("""
        - dialog /for good/:
          - paragraph: /It can't be brought back/
          - button "Cancel"
          - button "Delete for good"
    """)


def test_a_question_is_named_by_its_words_and_gives_the_focus_back(
    page: Page, notebook: Served
) -> None:
    furnish(page, notebook.origin)
    page.goto(f"{notebook.origin}/trash")
    button = page.get_by_role("button", name="Empty the trash")
    button.click()
    expect(page.get_by_role("dialog", name=re.compile("for good"))).to_be_visible()
    expect(page.get_by_role("button", name="Cancel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_the_first_tab_offers_to_skip_to_the_page(page: Page, notebook: Served) -> None:
    page.goto(f"{notebook.origin}/settings")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the page")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    within = "document.activeElement.closest('main') !== null"
    assert page.evaluate(within), "the sidebar was skipped"


_REACHABLE = """() => {
  const can = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const all = [...document.querySelectorAll(can)].filter((each) =>
    each.checkVisibility({ visibilityProperty: true }) && !each.disabled
    && each.tabIndex >= 0 && each.type !== "hidden"
    && (each.type !== "radio" || each.checked));
  all.forEach((each, place) => each.setAttribute("data-place", place));
  return all.length;
}"""
_SCROLLERS = 6
_FOCUSED = """() => {
  const element = document.activeElement;
  const styles = [element, element.nextElementSibling ?? element, element.parentElement]
    .map((each) => getComputedStyle(each).outlineStyle);
  const seen = styles.some((style) => style !== "none")
    || getComputedStyle(element, "::after").opacity === "1";
  return [Number(element.dataset.place ?? -1), seen ? "" : element.outerHTML.slice(0, 120)];
}"""


@pytest.mark.parametrize("path", ["/pages/", "/pages/garden", "/settings", "/tasks", "/backups"])
def test_tab_comes_to_everything_in_order_and_shows_where_it_is(
    page: Page, notebook: Served, path: str
) -> None:
    page.emulate_media(reduced_motion="reduce")
    furnish(page, notebook.origin)
    page.goto(notebook.origin + path)
    page.wait_for_selector("html[data-scripted]")
    count = page.evaluate(_REACHABLE)
    assert count > 20
    page.evaluate("document.activeElement.blur()")
    walked: list[int] = []
    unseen: list[str] = []
    # Chromium stops at what scrolls as well.
    for _ in range(count + _SCROLLERS):
        page.keyboard.press("Tab")
        place, hidden = page.evaluate(_FOCUSED)
        walked += [place] if place >= 0 else []
        unseen += [hidden] if hidden and place >= 0 else []
    assert unseen == []
    assert walked[:count] == list(range(count))


@pytest.mark.parametrize("path", ["/pages/", "/pages/garden", "/settings", "/session", "/search"])
@pytest.mark.parametrize(("width", "size"), [(480, 1), (590, 2)])
def test_nothing_scrolls_sideways_in_a_narrow_window_or_at_twice_the_size(
    page: Page, notebook: Served, path: str, width: int, size: int
) -> None:
    """At 200 % a window of 1180 pixels is as wide as one of 590."""
    furnish(page, notebook.origin)
    page.set_viewport_size({"width": width, "height": 820 // size})
    page.goto(notebook.origin + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture
def large_page(chromium: Browser, notebook: Served) -> Iterator[Page]:
    """A page in a browser whose letters are twice as large, as a person sets it for all sites."""
    large = chromium.browser_type.launch(
        executable_path=CHROMIUM, args=["--blink-settings=defaultFontSize=32"]
    )
    page = large.new_page(viewport={"width": 1180, "height": 820}, locale="en-GB")
    page.goto(notebook.entrance)
    log_in(page)
    yield page
    large.close()


def test_large_letters_of_the_system_turn_the_sides_into_drawers_as_zooming_does(
    large_page: Page, notebook: Served
) -> None:
    furnish(large_page, notebook.origin)
    for path in ("/settings", "/pages/garden"):
        large_page.goto(notebook.origin + path)
        assert large_page.evaluate("document.documentElement.scrollWidth") <= 1180
        assert large_page.evaluate("document.querySelector('main').getBoundingClientRect().x") == 0
        expect(large_page.locator(".sidebar")).to_be_hidden()
    large_page.locator(".bar__toggle").click()
    expect(large_page.locator(".sidebar")).to_be_visible()
    expect(large_page.locator(".shell__veil")).to_be_visible()


_OVERLAPPING = """[...document.querySelectorAll(".index__row")].filter((row) =>
  row.querySelector("time").getBoundingClientRect().right
    > row.querySelector(".row__more").getBoundingClientRect().left).length"""


def test_where_nothing_can_hover_the_menu_of_a_row_stands_beside_its_date(
    chromium: Browser, notebook: Served
) -> None:
    context = chromium.new_context(
        viewport={"width": 480, "height": 820}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(notebook.entrance)
    log_in(page)
    furnish(page, notebook.origin)
    page.wait_for_selector("html[data-scripted]")
    expect(page.locator(".index__row .row__more").first).to_have_css("opacity", "1")
    assert page.evaluate(_OVERLAPPING) == 0
    context.close()
