"""Windows that hear of a save: all of them show it, and the server is asked once."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Served, new_page, wait_until_saved

# A fetch of a window itself; those of the worker that all share are none of them.
_OWN = """() => performance.getEntriesByType("resource").filter(({ name, initiatorType }) =>
  initiatorType === "fetch" && !name.includes("?text")).map(({ name }) => name)"""

# From now on what the window asks the worker for is kept back.
_HOLD = """() => {
  const send = MessagePort.prototype.postMessage;
  window.held = [];
  window.release = () => window.held.forEach((act) => act());
  MessagePort.prototype.postMessage = function (message) {
    const act = () => send.call(this, message);
    message.wanted ? window.held.push(act) : act();
  };
}"""


def test_a_save_is_shown_by_every_window_and_asked_for_by_none_alone(
    shared_page: Page, shared_context: BrowserContext, shared_notebook: Served
) -> None:
    path = new_page(shared_page, "Heard", "the first words")
    wait_until_saved(shared_page)
    others = [shared_context.new_page() for _ in range(2)]
    try:
        for other in others:
            other.goto(f"{shared_notebook.origin}{path}")
            expect(other.locator("article")).to_contain_text("the first words")
            other.evaluate("performance.clearResourceTimings()")
        _write(shared_page, " and more")
        for other in others:
            expect(other.locator("article")).to_contain_text("the first words and more")
            expect(other.locator(".folio__status")).to_have_text(re.compile("^Saved"))
            assert other.evaluate(_OWN) == []
    finally:
        for other in others:
            other.close()


def test_what_is_written_is_fetched_at_its_news_before_a_window_asks(
    chromium: Browser,
    shared_page: Page,
    shared_context: BrowserContext,
    shared_notebook: Served,
) -> None:
    path = new_page(shared_page, "Ahead", "the first words")
    wait_until_saved(shared_page)
    other = shared_context.new_page()
    try:
        other.goto(f"{shared_notebook.origin}{path}")
        _write(shared_page, " and more")
        expect(other.locator("article")).to_contain_text("the first words and more")
        other.evaluate(_HOLD)
        count = f"performance.getEntriesByName('{shared_notebook.origin}{path}').length"
        with _worker_of(chromium, shared_notebook.origin) as evaluate:
            before = evaluate(count)
            _write(shared_page, " and still more")
            deadline = time.monotonic() + 10
            while evaluate(count) == before:
                assert time.monotonic() < deadline, "nothing was fetched ahead"
        other.evaluate("release()")
        expect(other.locator("article")).to_contain_text("and still more")
    finally:
        other.close()


def _write(page: Page, words: str) -> None:
    page.bring_to_front()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


@contextmanager
def _worker_of(chromium: Browser, origin: str) -> Iterator[Callable[[str], str]]:
    """Answer a function that evaluates an expression in the worker of all windows."""
    browser = chromium.new_browser_cdp_session()
    answers: list[str] = []

    def hear(event: dict[str, str]) -> None:
        message = json.loads(event["message"])
        # Of the worker's own events none is an answer.
        if "id" in message:
            answers.append(str(message["result"]["result"]["value"]))

    browser.on("Target.receivedMessageFromTarget", hear)
    targets = browser.send("Target.getTargets", {"filter": [{"type": "shared_worker"}]})
    worker = next(each for each in targets["targetInfos"] if each["url"].startswith(origin))
    attached = {"targetId": worker["targetId"], "flatten": False}
    session = browser.send("Target.attachToTarget", attached)["sessionId"]

    def evaluate(expression: str) -> str:
        answers.clear()
        asked = {"id": 1, "method": "Runtime.evaluate", "params": {"expression": expression}}
        message = {"message": json.dumps(asked), "sessionId": session}
        browser.send("Target.sendMessageToTarget", message)
        while not answers:
            browser.send("Target.getTargets")
        return answers[0]

    yield evaluate
    browser.detach()
