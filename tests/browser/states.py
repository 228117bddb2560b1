"""Every page and state that a person can come to, for the tests that look at all of them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, Route, expect

BODY = """\
A *first* line, with a [link](https://example.org), [[Another]] and `code`. #garden/roses

## A heading

- [ ] to do
- [x] done

> What somebody said.

| Wood | Heat |
|---|---|
| Ash | high |

```python
print("lit")
```
"""

FRONT = "---\nstatus: open\ndue: 2026-11-24\n---\n\nWords, and [[Nowhere yet]]."


# What a save takes away so much of leaves an earlier version.
LOST = "\nA line that is thrown away.\n" * 100


def stay(_page: Page) -> None:
    """The page as it loads."""


@dataclass(frozen=True, slots=True)
class State:
    """`reach` does what leads from the page at `path` to the state.

    One that `is_narrow` is there in a narrow window only.
    """

    name: str
    path: str
    reach: Callable[[Page], None] = stay
    is_narrow: bool = False


def _menu(page: Page) -> None:
    page.locator("summary.icon-button").click()


def _account(page: Page) -> None:
    summary = page.locator(".sidebar__foot summary")
    if not summary.is_visible():
        page.locator(".bar__toggle").click()
    summary.click()


def search(page: Page) -> None:
    page.keyboard.press("Control+f")
    page.locator("#finder-input").fill("garden")
    page.wait_for_selector("#found .hit")


def _slash(page: Page) -> None:
    page.wait_for_selector(".cm-content")
    page.keyboard.press("Control+End")
    page.keyboard.type("\n/")
    page.wait_for_selector(".cm-tooltip-autocomplete")


def _format(page: Page) -> None:
    page.wait_for_selector(".cm-content")
    page.keyboard.press("Control+a")
    page.wait_for_selector(".format-bar")


def _property(page: Page) -> None:
    page.locator(".properties__add").click()


def _version(page: Page) -> None:
    page.locator("main .index__link").last.click()
    page.wait_for_url("**/history/*")


def _palette(page: Page) -> None:
    page.keyboard.press("Control+p")
    page.wait_for_selector("dialog[open]")


def _confirm(page: Page) -> None:
    page.locator(".sheet__head button").click()
    page.wait_for_selector("dialog[open]")


def _write(page: Page) -> None:
    page.wait_for_selector(".cm-content")


def _drawer(page: Page) -> None:
    page.set_viewport_size({"width": 480, "height": 820})
    page.locator(".bar__toggle").click()


def _hear_nothing(page: Page) -> None:
    page.wait_for_selector("html[data-scripted]")
    page.evaluate("window.dispatchEvent(new Event('news:silent'))")
    page.wait_for_selector("[data-controller=silent]:not([hidden])")


def _work(page: Page) -> None:
    """Long work in the middle: that of a small notebook is over before one has looked."""
    facts = {"running": True, "part": 0.6, "words": "240 / 400", "left": ""}

    def tell(route: Route) -> None:
        if route.request.resource_type == "fetch":
            route.fulfill(json=facts)
        else:
            route.continue_()

    page.route("**/work/*", tell)
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".work__words")).to_contain_text("240")


def _clash(page: Page) -> None:
    """Another window saves the same line while this one's save is on its way."""
    held: list[Route] = []
    page.wait_for_selector(".cm-content")
    page.route("**/pages/another", lambda route: held.append(route))  # noqa: PLW0108 - Playwright takes no method
    page.locator(".cm-line").last.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" The kettle is warm.")
    while not held:
        page.wait_for_timeout(50)
    origin = page.evaluate("location.origin")
    page.request.post(
        f"{origin}/pages/another",
        form={"body": f"See [[Garden]]. The kettle is cold at {time.time_ns()}."},
        headers={
            "Origin": origin,
            "X-CSRF-Token": str(page.locator("meta[name=csrf-token]").get_attribute("content")),
        },
    )
    page.unroute("**/pages/another")
    for route in held:
        route.continue_()
    page.wait_for_selector(".conflict")


def _side(page: Page) -> None:
    page.set_viewport_size({"width": 480, "height": 820})
    page.locator(".bar__side").click()


STATES = (
    State("list", "/pages/"),
    State("page", "/pages/garden"),
    State("page menu", "/pages/garden", _menu),
    State("account menu", "/pages/", _account),
    State("editor", "/pages/garden?edit=1", _write),
    State("what a line can begin with", "/pages/garden?edit=1", _slash),
    State("formatting", "/pages/garden?edit=1", _format),
    State("front matter", "/pages/front?edit=1", _write),
    State("properties", "/pages/front", _property),
    State("side by side", "/pages/garden?beside=another"),
    State("empty page", "/pages/empty"),
    State("a page that is not there", "/pages/nowhere-yet?title=Nowhere+yet"),
    State("journal", "/journal/today"),
    State("tasks", "/tasks"),
    State("links", "/links"),
    State("search", "/pages/", search),
    State("search page", "/search?q=garden"),
    State("search without an answer", "/search?q=nothingofthekind"),
    State("search help", "/search"),
    State("palette", "/pages/garden", _palette),
    State("trash", "/trash"),
    State("a question", "/trash", _confirm),
    State("tag", "/tags/garden"),
    State("folder", "/folders/work"),
    State("history", "/pages/garden/history"),
    State("earlier version", "/pages/garden/history", _version),
    State("move page", "/page/1/move"),
    State("move folder", "/folder/move?path=work"),
    State("import", "/import"),
    State("export", "/export"),
    State("help", "/help"),
    State("chapter", "/help/writing"),
    State("queries", "/help/queries"),
    State("licences", "/about/licences"),
    State("drafts", "/drafts"),
    State("mend", "/mend"),
    State("settings", "/settings"),
    State("session", "/session"),
    State("files", "/files/"),
    State("backups", "/backups"),
    State("check", "/check"),
    State("shortcuts", "/shortcuts"),
    State("about", "/about"),
    State("log", "/log"),
    State("nothing here", "/nowhere"),
    State("no answer", "/pages/garden", _hear_nothing),
    State("log out", "/logout"),
    State("long work", "/export", _work),
    State("two windows on one line", "/pages/another?edit=1", _clash),
    State("sidebar as a drawer", "/pages/garden", _drawer, is_narrow=True),
    State("side as a drawer", "/pages/garden", _side, is_narrow=True),
)
"""What stands in a notebook that `furnish` has filled."""


def furnish(page: Page, origin: str) -> None:
    """Fill the notebook through its own pages: text, folders, tags, an earlier version, trash."""
    for title, body in (
        ("Garden", BODY + LOST),
        ("Another", "See [[Garden]]."),
        ("Work/Clients/Acme", "A client. #work"),
        ("Front", FRONT),
        ("Empty", ""),
        ("Thrown away", "gone"),
    ):
        make(page, title, body)
    post(page, "/pages/garden", body=f"{BODY}\nOne more line.\n")
    post(page, "/pages/thrown-away/delete")
    page.goto(f"{origin}/pages/")


def make(page: Page, title: str, body: str) -> None:
    address = post(page, "/pages/", title=title)
    slug = re.sub(r"\?.*", "", address)
    if body:
        post(page, slug, body=body)


def post(page: Page, path: str, **fields: str) -> str:
    """Post a form as a page's script would; answer the address where it leads."""
    return str(
        page.evaluate(
            """async ([path, fields]) => {
              const token = document.querySelector('meta[name="csrf-token"]').content;
              const body = new URLSearchParams({ ...fields, csrf_token: token });
              const answer = await fetch(path, { method: "POST", body });
              return new URL(answer.url).pathname + new URL(answer.url).search;
            }""",
            [path, fields],
        )
    )
