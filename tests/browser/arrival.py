"""The way in, step by step: what a person sees before there is a page, and when something fails."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.conftest import NAME, PASSWORD, Served

STEPS = (
    *("welcome", "welcome with mistakes", "recovery code", "code asked back"),
    *(
        "code asked back, wrong",
        "first page",
        "styleguide",
        "failure",
        "opening",
        "login",
        "login with a wrong password",
    ),
    *("recovery", "recovery with a wrong code", "restore", "refused at the door"),
)
_SUBMIT = "main form button[type=submit]"


def walk_in(page: Page, served: Served) -> Iterator[str]:
    """Come in for the first time, fail, log out and come in again; stop at each of STEPS.

    The program must serve `/styleguide`. No step looks at words: it is walked in any language.
    """
    yield from _begin(page, served)
    yield from _fail(page, served)
    yield from _come_again(page, served)


def _begin(page: Page, served: Served) -> Iterator[str]:
    page.goto(served.entrance)
    yield "welcome"
    _choose(page, "something else", "not the same")
    page.wait_for_selector("[aria-invalid]")
    yield "welcome with mistakes"
    _choose(page, PASSWORD, PASSWORD)
    page.wait_for_selector(".code__groups")
    yield "recovery code"
    groups = page.locator(".code__letters").all_inner_texts()
    _ask(page)
    yield "code asked back"
    for field in page.locator("input[name=group]").all():
        field.fill("AAAA")
    page.locator(_SUBMIT).click()
    page.wait_for_selector("[aria-invalid]")
    yield "code asked back, wrong"
    for field in page.locator("input[name=group]").all():
        place = str(field.get_attribute("id")).removeprefix("group-")
        field.fill(groups[int(place) - 1])
    page.locator(_SUBMIT).click()
    page.wait_for_selector("body.shell")
    yield "first page"


def _fail(page: Page, served: Served) -> Iterator[str]:
    page.goto(f"{served.origin}/styleguide")
    yield "styleguide"
    page.goto(f"{served.origin}/styleguide/failure")
    yield "failure"
    page.goto(f"{served.origin}/styleguide/opening")
    yield "opening"
    page.goto(f"{served.origin}/logout")
    page.locator("main form button[type=submit], dialog button[type=submit]").first.click()
    page.wait_for_selector("#password")


def _come_again(page: Page, served: Served) -> Iterator[str]:
    page.goto(f"{served.origin}/login")
    yield "login"
    page.locator("#password").fill("wrong")
    page.locator(_SUBMIT).click()
    page.wait_for_selector("[aria-invalid]")
    yield "login with a wrong password"
    page.goto(f"{served.origin}/recover")
    yield "recovery"
    page.locator("#code").fill("AAAA-BBBB")
    page.locator("[autocomplete=new-password]").first.fill(PASSWORD)
    page.locator("[autocomplete=new-password]").last.fill(PASSWORD)
    page.locator(_SUBMIT).click()
    page.wait_for_selector("[aria-invalid]")
    yield "recovery with a wrong code"
    page.goto(f"{served.origin}/mend")
    yield "restore"
    page.context.clear_cookies()
    page.goto(f"{served.origin}/login")
    yield "refused at the door"


def _choose(page: Page, password: str, again: str) -> None:
    page.locator("#name").fill(NAME)
    first, second = page.locator("[autocomplete=new-password]").all()
    first.fill(password)
    second.fill(again)
    page.locator(_SUBMIT).click()


def _ask(page: Page) -> None:
    page.locator("[data-recovery-target=kept]").click()
    page.wait_for_selector("input[name=group]")
