"""The editor in small: what it draws, what it takes in, and how it wakes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import (
    Served,
    edit_page,
    log_in,
    source,
    wait_until_saved,
    write_page,
    write_text,
)
from tests.browser.test_pages import PICTURE, send_file

# Whatever is not read as a word of this page says "no".
COUNTED = """\
---
status: no
---

# One heading

1. three **four** [five](https://no.example/no "no") un*believ*able
2. [x] seven [[No#no|eight]] [[Nine]] ![no](/files/no) ![[No]]

> [!note] Ten
> eleven &amp; twelve[^no]

[^no]: thirteen <!-- no --> fourteen <!-- no
no --> fifteen

[no]: https://no.example/

```query
text no
```

```python
x = 17
```

| 18 | nineteen |
| --- | --- |
| 花が | 21 |"""
_DROP = """([name, type, bytes, words]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
  const content = document.querySelector(".cm-content");
  const range = document.createRange();
  const line = [...content.children].find((each) => each.textContent === words);
  range.selectNodeContents(line);
  const { right, top, height } = range.getBoundingClientRect();
  const at = { clientX: right - 1, clientY: top + height / 2 };
  const told = { dataTransfer: transfer, bubbles: true, cancelable: true, ...at };
  for (const kind of ["dragenter", "dragover", "drop"])
    line.dispatchEvent(new DragEvent(kind, told));
}"""


@contextmanager
def asleep(page: Page) -> Iterator[None]:
    """None of the page's scripts runs meanwhile, and what it is told waits for it.

    Chromium's own freezing passes by a page that Playwright drives: that one always counts as seen.
    """
    session = page.context.new_cdp_session(page)
    stops: list[object] = []
    session.on("Debugger.paused", lambda told: stops.append(told))  # noqa: PLW0108 - Playwright takes no method
    session.send("Debugger.enable")
    session.send("Runtime.evaluate", {"expression": "setTimeout(() => { debugger; })"})
    while not stops:
        page.wait_for_timeout(10)
    yield
    session.send("Debugger.disable")
    session.detach()


def test_a_file_that_is_dropped_stands_where_it_fell(page: Page, notebook: Served) -> None:
    edit_page(page, "Dropped", "one\n\ntwo\n\nthree")
    page.evaluate(_DROP, ["cat.png", "image/png", list(PICTURE), "two"])
    expect(page.locator(".cm-content .md-picture")).to_have_count(1)
    assert re.fullmatch(r"one\n\ntwo !\[cat\.png]\(/files/\S+\)\n\nthree", source(page))


def test_a_picture_is_drawn_in_the_text_and_its_markdown_shows_at_the_cursor(
    page: Page, notebook: Served
) -> None:
    told = send_file(page, "drawn.png", PICTURE)
    edit_page(page, "Drawn", f"before\n\n{told['markdown']}\n\nafter")
    content = page.locator(".cm-content")
    page.wait_for_function("document.querySelector('.cm-content .md-picture')?.naturalWidth === 1")
    expect(content).not_to_contain_text("/files/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(content).to_contain_text("/files/")
    expect(content.locator(".md-picture")).to_have_count(1)


def test_the_day_of_a_task_reads_as_people_say_it_until_one_is_there(
    page: Page, notebook: Served
) -> None:
    today = datetime.datetime.now().astimezone().date()
    late = today - datetime.timedelta(days=1)
    open_tasks = f"- [ ] pay @{today}\n- [ ] write due:{late}"
    body = f"top\n\n{open_tasks}\n- [x] sow @{late}\n- [ ] no @2026-02-30"
    path = edit_page(page, "Due", body)
    chips = page.locator(".cm-content .due")
    expect(chips).to_have_text(["today", "yesterday", "yesterday"])
    expect(page.locator(".cm-content .due--late")).to_have_count(1)
    expect(page.locator(".cm-content")).to_contain_text("@2026-02-30")
    page.keyboard.press("Control+End")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".cm-content")).to_contain_text(f"due:{late}")
    page.goto(notebook.origin + path)
    expect(page.locator("article .due")).to_have_text(["today", "yesterday", "yesterday"])


def test_the_words_of_the_foot_are_those_that_are_read(page: Page, notebook: Served) -> None:
    path = edit_page(page, "Counted", COUNTED)
    expect(page.locator(".folio__words")).to_have_text("22 words")
    page.goto(notebook.origin + path)
    expect(page.locator(".folio__words")).to_have_text("22 words")
    write_text(page, path, f"{COUNTED} six")
    expect(page.locator(".folio__words")).to_have_text("23 words")


def test_a_day_among_the_properties_is_written_the_same_in_every_language(
    page: Page, notebook: Served
) -> None:
    path = write_page(page, "Dated", "---\nbegun: 2026-11-30\n---\n\nWords")
    page.goto(notebook.origin + path)
    field = page.get_by_label("begun", exact=True)
    expect(field).to_have_value("2026-11-30")
    field.fill("2026-12-24")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Choose a day")).to_be_focused()
    picker = page.locator(".property__picker")
    expect(picker).to_have_value("2026-12-24")
    with page.expect_response("**/properties"):
        picker.evaluate(
            "each => { each.value = '2027-01-02';"
            " each.dispatchEvent(new Event('change', { bubbles: true })); }"
        )
    expect(field).to_have_value("2027-01-02")
    page.goto(f"{notebook.origin}{path}?edit=1")
    page.wait_for_selector(".cm-content")
    assert "begun: 2027-01-02" in source(page)


def test_files_are_added_to_the_list_of_all_files(
    page: Page, notebook: Served, tmp_path: Path
) -> None:
    page.goto(f"{notebook.origin}/files/")
    paths = [tmp_path / name for name in ("one.txt", "two.txt")]
    for each in paths:
        each.write_text(each.name, "utf-8")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Add files").click()
    chooser.value.set_files(paths)
    for each in paths:
        expect(page.get_by_role("link", name=each.name).first).to_be_visible()
    page.route("**/files/?name=*", lambda route: route.fulfill(status=413, json={"error": "Full."}))
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Add files").click()
    chooser.value.set_files(paths[0])
    expect(page.locator(".arriving")).to_contain_text("Full.")
    page.unroute("**/files/?name=*")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".arriving")).to_have_count(0)


def test_an_editor_that_was_asleep_wakes_with_what_others_wrote_and_overwrites_nothing(
    page: Page, context: BrowserContext, notebook: Served
) -> None:
    path = edit_page(page, "Asleep", "first\n\nmiddle\n\nlast")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" mine")
    with asleep(page):
        other = context.new_page()
        other.goto(f"{notebook.origin}{path}?edit=1")
        other.wait_for_selector(".cm-content")
        other.keyboard.type("zeroth ")
        wait_until_saved(other)
    expect(page.locator(".cm-content")).to_contain_text("zeroth first")
    expect(page.locator(".cm-content")).to_contain_text("last mine")
    page.keyboard.type(" again")
    assert source(page) == "zeroth first\n\nmiddle\n\nlast mine again"
    expect(other.locator(".cm-content")).to_contain_text("last mine again")
    other.close()


def test_an_editor_whose_notebook_was_locked_while_it_slept_comes_back_with_its_text(
    page: Page, context: BrowserContext, notebook: Served
) -> None:
    path = edit_page(page, "Locked", "first\n\nlast")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" words")
    wait_until_saved(page)
    with asleep(page):
        other = context.new_page()
        other.goto(notebook.origin + path)
        other.wait_for_selector("[data-scripted]")
        other.keyboard.press("Control+l")
        other.wait_for_url(re.compile("/login"))
        assert page.url == f"{notebook.origin}{path}?edit=1"
    page.wait_for_url(re.compile("/login"))
    log_in(page)
    page.wait_for_url(re.compile(re.escape(urlsplit(path).path)))
    page.wait_for_selector(".cm-content")
    expect(page.locator(".cm-content")).to_contain_text("last words")
    page.keyboard.press("Control+End")
    page.keyboard.type(" more")
    assert source(page) == "first\n\nlast words more"
    other.close()
