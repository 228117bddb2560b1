"""What is chosen in Settings shows at once, without a restart, and can be put back."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import PASSWORD, Served, new_page, write_page

Contrast = Literal["no-preference", "more"]
_ROOT = "document.documentElement"
_GROUND = f"getComputedStyle({_ROOT}).backgroundColor"
_FACE = "getComputedStyle(document.querySelector('.sample p')).fontFamily"
_SIZE = "parseFloat(getComputedStyle(document.querySelector('.sample p')).fontSize)"

_MOVING = """[...document.querySelectorAll("*")]
  .filter((each) => parseFloat(getComputedStyle(each).transitionDuration) > 0).length"""


def test_every_choice_of_the_look_shows_while_one_looks_at_it_and_stays(
    page: Page, notebook: Served
) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{notebook.origin}/settings")
    ground, face, size = (page.evaluate(each) for each in (_GROUND, _FACE, _SIZE))
    with page.expect_response("**/settings"):
        page.get_by_role("radio", name="Ember").check(force=True)
    assert page.evaluate(_GROUND) != ground
    with page.expect_response("**/settings"):
        page.get_by_role("radio", name="Plain face").check(force=True)
    assert page.evaluate(_FACE) != face
    with page.expect_response("**/settings"):
        page.get_by_role("slider", name="Size of the text").fill("24")
    assert page.evaluate(_SIZE) == size * 24 / 18
    with page.expect_response("**/settings"):
        page.get_by_label("Length of the lines").select_option("Wide")
    page.reload()
    root = page.locator("html")
    for name, value in {
        "theme": "dark",
        "typeface": "sans",
        "size": "24",
        "measure": "wide",
    }.items():
        expect(root).to_have_attribute(f"data-{name}", value)


def test_a_language_is_spoken_as_it_is_chosen_and_a_reset_puts_everything_back(
    page: Page, notebook: Served
) -> None:
    page.goto(f"{notebook.origin}/settings")
    page.get_by_label("Language of the program").select_option("Deutsch")
    expect(page.get_by_role("heading", level=1)).to_have_text("Einstellungen")
    page.get_by_role("button", name="Alle Einstellungen zurücksetzen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Settings")


def test_weeks_begin_on_the_chosen_day_at_once_and_in_every_window(
    page: Page, context: BrowserContext, notebook: Served
) -> None:
    other = context.new_page()
    other.goto(f"{notebook.origin}/pages/")
    other.wait_for_selector("html[data-scripted]")
    page.goto(f"{notebook.origin}/settings")
    page.get_by_label("A week begins on").scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    page.get_by_label("A week begins on").select_option("Saturday")
    for each in (page, other):
        expect(each.locator(".calendar__weekdays")).to_have_text("S S M T W T F")
    assert page.evaluate("scrollY") == before > 0


def test_help_opens_by_its_key_and_is_searched(page: Page) -> None:
    page.wait_for_selector("html[data-scripted]")
    page.keyboard.press("F1")
    page.wait_for_url("**/help")
    page.get_by_label("Search the guide").fill("recovery code")
    page.get_by_label("Search the guide").press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Signing in and locking")


@pytest.mark.parametrize("contrast", ["no-preference", "more"])
def test_a_system_that_asks_for_contrast_gets_it_and_one_without_motion_gets_none(
    page: Page, notebook: Served, contrast: Contrast
) -> None:
    page.emulate_media(contrast=contrast, reduced_motion="reduce", color_scheme="light")
    page.goto(f"{notebook.origin}/settings")
    edge = page.evaluate(f"getComputedStyle({_ROOT}).getPropertyValue('--edge')")
    assert edge.strip() == ("1px" if contrast == "more" else "0px")
    assert page.evaluate(_MOVING) == 0


def test_a_renewed_key_ends_with_its_recovery_code_and_an_open_page_goes_on_saving(
    page: Page, notebook: Served
) -> None:
    other = page.context.new_page()
    other.goto(f"{notebook.origin}{new_page(page, 'Kept', 'before')}")
    page.goto(f"{notebook.origin}/settings")
    section = page.get_by_role("region", name="The notebook’s key")
    section.get_by_label("Password now").fill(PASSWORD)
    section.get_by_role("button", name="Renew the key").click()
    page.locator("[data-recovery-target=kept]").click()
    expect(page.locator("input[name=group]").first).to_be_visible()
    other.reload()
    expect(other.get_by_text("before", exact=True)).to_be_visible()
    write_page(other, "Written since", "after")


def test_a_wrong_password_for_a_new_key_is_said_where_it_was_typed(
    page: Page, notebook: Served
) -> None:
    page.goto(f"{notebook.origin}/settings")
    section = page.get_by_role("region", name="The notebook’s key")
    section.get_by_label("Password now").fill("not the password")
    section.get_by_role("button", name="Renew the key").click()
    wrong = section.get_by_text("That is not the password of this notebook.")
    expect(wrong).to_be_in_viewport()
    expect(section.get_by_label("Password now")).to_be_focused()
