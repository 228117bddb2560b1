"""Two real windows that write one page: lines are merged, and no window's words are lost."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.windows.devtools import Page, Program
from tests.windows.notebooks import (
    CONTROL,
    KEY_L,
    log_in,
    make_notebook,
    open_window,
    wait_logged_out,
    wait_saved,
    wait_signed_in,
    write_page,
)

KEY_END, KEY_HOME = 35, 36
_TEXT = "document.querySelector('.cm-content')?.innerText"
# Each window writes at its end of the line before either's save is through.
_HOLD = """(() => {
  const send = window.fetch;
  window.held = [];
  window.fetch = (url, options) => options?.method === "POST" && String(url).includes("/pages/")
    ? new Promise((go) => window.held.push(() => go(send(url, options))))
    : send(url, options);
  window.release = () => { window.fetch = send; window.held.forEach((go) => go()); };
})()"""


def two_writers(launch: Callable[..., Program], home: Path) -> tuple[Page, Page]:
    """Two windows in the editor of one page of two lines."""
    make_notebook(home / "data")
    program = launch(module="desktop")
    first = program.page()
    log_in(first)
    path = write_page(first, "Shared", "alpha")
    second = open_window(program, first)
    wait_signed_in(second)
    second.go(f"{path}?edit=1")
    for page in (first, second):
        page.wait_for(f"{_TEXT}?.includes('alpha')")
        page.wait_for("document.readyState === 'complete'")
    return first, second


def write(page: Page, text: str, *, key: str, code: int) -> None:
    """Type at the beginning or the end of the text."""
    page.evaluate("document.querySelector('.cm-content').focus()")
    page.press(key, code, CONTROL)
    page.type(text)


@contextmanager
def asleep(page: Page) -> Iterator[None]:
    """The window's page is frozen meanwhile, as one is that stands behind others for long."""
    page.evaluate("document.addEventListener('freeze', () => { window.hasSlept = true })")
    page.send("Page.setWebLifecycleState", state="frozen")
    page.wait_for("window.hasSlept")
    yield
    page.send("Page.setWebLifecycleState", state="active")


def test_lines_of_two_windows_are_merged_within_a_second_and_a_choice_is_shown_for_one_line(
    launch: Callable[..., Program], home: Path
) -> None:
    first, second = two_writers(launch, home)
    write(first, " one", key="End", code=KEY_END)
    wait_saved(first)
    saved = time.monotonic()
    second.wait_for(f"{_TEXT}.includes('alpha one')")
    print("seconds until the other window showed it:", round(time.monotonic() - saved, 2))
    assert time.monotonic() - saved < 1

    second.evaluate(_HOLD)
    write(second, " second", key="End", code=KEY_END)
    write(first, " first", key="End", code=KEY_END)
    first.wait_for(f"{_TEXT}.includes('one first')")
    wait_saved(first)
    second.wait_for("window.held.length > 0")
    second.evaluate("window.release()")
    second.wait_for("document.querySelector('dialog[open]')?.innerText.includes('same lines')")
    shown = second.evaluate("document.querySelector('dialog[open]').innerText")
    assert "alpha one first" in shown
    assert "alpha one second" in shown
    second.press("Escape", 27)
    second.wait_for(f"{_TEXT}.includes('one first')")
    versions = second.evaluate(
        f"fetch({json.dumps('/pages/shared/history')}).then((answer) => answer.text())"
    )
    numbers = sorted(set(map(int, re.findall(r"/history/(\d+)", versions))))
    kept = [
        second.evaluate(f"fetch('/pages/shared/history/{number}').then((answer) => answer.text())")
        for number in numbers
    ]
    assert any("alpha one second" in each for each in kept), "the second save is a version"


def test_a_window_that_was_asleep_wakes_with_its_text_and_that_of_the_others_or_at_the_login_page(
    launch: Callable[..., Program], home: Path
) -> None:
    first, second = two_writers(launch, home)
    with asleep(second):
        write(first, " one", key="End", code=KEY_END)
        wait_saved(first)
        time.sleep(1)
        assert second.evaluate(_TEXT) == "alpha"
    second.wait_for(f"{_TEXT} === 'alpha one'")
    write(second, " two", key="End", code=KEY_END)
    wait_saved(second)
    first.wait_for(f"{_TEXT} === 'alpha one two'")

    with asleep(second):
        first.press("l", KEY_L, CONTROL)
        wait_logged_out(first)
        time.sleep(1)
        assert second.evaluate(_TEXT) == "alpha one two"
    wait_logged_out(second)
    log_in(first)
    for page in (first, second):
        page.wait_for(f"{_TEXT} === 'alpha one two'")
