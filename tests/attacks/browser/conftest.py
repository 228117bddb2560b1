"""A real Chromium that was let in, and other servers on this computer that mean no good."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.attacks.running import Running
from tests.browser.conftest import CHROMIUM
from tests.webui.conftest import PASSWORD

_QUIET = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
_POLICY = re.compile("Content Security Policy|Refused to")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        yield browser
        browser.close()


class OtherServer:
    """Another server on this computer: serves one page, and writes down the cookies it is sent."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.page = ""
        self.sets: list[str] = []
        self.received: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.received.append(self.headers.get("Cookie", ""))
                body = outer.page.encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                for cookie in outer.sets:
                    self.send_header("Set-Cookie", cookie)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its own name
                """Keep the test's output quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://{host}:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


@pytest.fixture(params=["another port", "another site"])
def attacker(request: pytest.FixtureRequest) -> Iterator[OtherServer]:
    """A server at another port of 127.0.0.1 (same site), or by the name localhost (another)."""
    with OtherServer("127.0.0.1" if request.param == "another port" else "localhost") as server:
        yield server


@pytest.fixture
def neighbour() -> Iterator[OtherServer]:
    """A server at another port of 127.0.0.1, which shares its cookies."""
    with OtherServer() as server:
        yield server


class Watched:
    """A browser's own context, with everything that a page set off in it."""

    def __init__(self, context: BrowserContext, program: Running) -> None:
        self.context = context
        self.program = program
        self.ran: list[str] = []
        self.violations: list[str] = []
        self.elsewhere: list[str] = []
        self.statuses: list[int] = []
        context.set_default_timeout(8000)
        context.expose_binding("tellRan", lambda _source, what: self.ran.append(str(what)))
        context.expose_binding(
            "tellViolation", lambda _source, what: self.violations.append(str(what))
        )
        context.add_init_script(
            "Object.defineProperty(window, 'ran', {set: (value) => tellRan(String(value))});"
            "for (const name of ['alert', 'confirm', 'prompt'])"
            "  window[name] = () => tellRan(name);"
            "document.addEventListener('securitypolicyviolation', (event) =>"
            "  tellViolation(`${event.violatedDirective} ${event.blockedURI}`));"
        )
        context.on("console", lambda message: self._hear(message.text))
        context.on("request", lambda request: self._note(request.url))
        context.on("response", lambda response: self._note_answer(response.url, response.status))

    def enter(self) -> Page:
        """Open a page that was let in, at the login page."""
        page = self.context.new_page()
        page.goto(f"{self.program.origin}{self.program.gate.issue('/')}")
        return page

    def sign_in(self) -> Page:
        page = self.enter()
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Open the notebook").click()
        page.wait_for_selector("body.shell")
        return page

    def arrive(self) -> Page:
        """Open an empty page in a browser that was let in and in which somebody is signed in."""
        cookies = self.program.sign_in().cookies
        self.context.add_cookies(
            [
                {
                    "name": name,
                    "value": value,
                    "url": self.program.origin,
                    "httpOnly": True,
                    "sameSite": "Strict",
                }
                for name, value in cookies.items()
            ]
        )
        return self.context.new_page()

    def _hear(self, text: str) -> None:
        if _POLICY.search(text):
            self.violations.append(text)

    def _note(self, url: str) -> None:
        if not url.startswith((f"{self.program.origin}/", "data:", "blob:")):
            self.elsewhere.append(url)

    def _note_answer(self, url: str, status: int) -> None:
        if url.startswith(f"{self.program.origin}/"):
            self.statuses.append(status)


@pytest.fixture
def watch(chromium: Browser, program: Running) -> Iterator[Callable[[], Watched]]:
    contexts: list[BrowserContext] = []

    def start() -> Watched:
        contexts.append(chromium.new_context(viewport={"width": 1180, "height": 820}))
        return Watched(contexts[-1], program)

    yield start
    for context in contexts:
        context.close()


@pytest.fixture
def watched(watch: Callable[[], Watched]) -> Watched:
    return watch()
