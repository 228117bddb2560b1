"""What several tests of the small application begin with."""

from __future__ import annotations

from tests.windows.devtools import Page, Program

OPEN_WINDOW = "fetch('/windows', {method: 'POST', body: new URLSearchParams({path: '/'})})"


def sign_in(page: Page) -> None:
    """Sign in on the login page as Ada."""
    page.wait_for_path("/login")
    page.type("Ada", into="input[name=name]")
    page.click("button")
    page.wait_for_path("/")


def open_windows(program: Program, count: int) -> list[Page]:
    """Sign in in the first window and open others from it until there are `count`."""
    first = program.page()
    sign_in(first)
    for already in range(1, count):
        first.evaluate(OPEN_WINDOW)
        program.pages(already + 1)
    return program.pages(count)
