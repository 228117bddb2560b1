"""The real program behind `--browser`, and a real Chromium that enters with its ticket."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from webui.notebook import Argon2Cost, Notebook

NAME = "Ada Lovelace"
PASSWORD = "correct horse 電池 staple"
CHROMIUM = "/usr/bin/chromium"
_LONGEST_START = 30
_STARTED = re.compile(r"^Inglenook is open at (http://127\.0\.0\.1:\d+/enter/\S+)$")

# Debian's build phones home when it can; the machine's network is none of its business here.
_QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass
class Served:
    """The program, running for a browser."""

    process: subprocess.Popen[str]
    entrance: str

    @property
    def origin(self) -> str:
        parts = urlsplit(self.entrance)
        return f"{parts.scheme}://{parts.netloc}"

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(10)

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(10)
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        yield browser
        browser.close()


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "notebook of mine"


def start_program(data_dir: Path, *more: str) -> Served:
    """Start the real program on a data folder, for a browser; `more` are further options."""
    # No session bus: the keyring's own tests are elsewhere, and this one is for this run only.
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "desktop", "--browser", "--no-open"),
            *("--data-dir", str(data_dir), *more),
        ],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    late = Timer(_LONGEST_START, process.kill)
    late.start()
    found = _STARTED.match(process.stdout.readline().rstrip("\n"))
    late.cancel()
    assert found, "the program prints one line with its address"
    return Served(process, found[1])


@pytest.fixture
def serve(data_dir: Path) -> Iterator[Callable[[], Served]]:
    """Start the program on the test's data folder; everything started is stopped at the end."""
    running: list[Served] = []

    def start() -> Served:
        running.append(start_program(data_dir))
        return running[-1]

    yield start
    for served in running:
        served.kill()


@contextmanager
def open_context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser of its own, whose pages report every error of a script or of the policy."""
    context = chromium.new_context(viewport={"width": 1180, "height": 820}, locale="en-GB")
    context.set_default_timeout(8000)
    complaints: list[str] = []
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    yield context
    context.close()
    # A form that is refused answers 4xx, which Chromium also writes on the console.
    assert [text for text in complaints if "status of 4" not in text] == []


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    with open_context(chromium) as context:
        yield context


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notebook whose password is cheap to check: what it costs is tested where one signs in."""
    folder = tmp_path_factory.mktemp("made") / "notebook"
    notebook = Notebook(folder, cost=Argon2Cost(memory=64, passes=1, lanes=1))
    notebook.create(NAME, PASSWORD)
    notebook.lock()
    return folder


@pytest.fixture
def notebook(serve: Callable[[], Served], data_dir: Path, made: Path) -> Served:
    """The program with a notebook that was made beforehand, locked."""
    shutil.copytree(made, data_dir)
    return serve()


@pytest.fixture
def page(notebook: Served, context: BrowserContext) -> Page:
    """A page that is signed in and shows the list of pages."""
    page = context.new_page()
    page.goto(notebook.entrance)
    log_in(page)
    return page


@pytest.fixture(scope="module")
def shared_notebook(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One program for all tests of a module, which name their pages apart."""
    data_dir = tmp_path_factory.mktemp("shared") / "notebook"
    shutil.copytree(made, data_dir)
    served = start_program(data_dir)
    yield served
    served.kill()


@pytest.fixture(scope="module")
def shared_context(chromium: Browser, shared_notebook: Served) -> Iterator[BrowserContext]:
    """A browser that is signed in there, once."""
    with open_context(chromium) as context:
        page = context.new_page()
        page.goto(shared_notebook.entrance)
        log_in(page)
        page.close()
        yield context


@pytest.fixture
def shared_page(shared_notebook: Served, shared_context: BrowserContext) -> Iterator[Page]:
    """A page of that browser, at the list of pages."""
    page = shared_context.new_page()
    page.goto(f"{shared_notebook.origin}/pages/")
    yield page
    page.close()


def make_notebook(data_dir: Path) -> str:
    """Make a notebook as a script would; answer the recovery code."""
    made: subprocess.CompletedProcess[str] = subprocess.run(
        [
            *(sys.executable, "-m", "desktop", "new"),
            *("--data-dir", str(data_dir), "--name", NAME, "--password-fd", "0"),
        ],
        input=PASSWORD,
        capture_output=True,
        text=True,
        check=True,
        timeout=_LONGEST_START,
    )
    return made.stdout.strip()


def log_in(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Open the notebook").click()
    page.wait_for_selector("body.shell")


def new_page(page: Page, title: str, text: str = "") -> str:
    """Make a page by hand, as a person does; answer its path when it is saved."""
    page.get_by_role("button", name=re.compile("^New page")).first.click()
    page.wait_for_selector(".cm-content")
    page.keyboard.type(title)
    page.keyboard.press("Enter")
    if text:
        page.keyboard.type(text)
    wait_until_saved(page)
    return urlsplit(page.url).path


def write_page(page: Page, title: str, body: str) -> str:
    """Make a page at once, as a script would; answer its path."""
    path = urlsplit(_post(page, "/pages/", title=title)).path
    write_text(page, path, body)
    return path


def write_text(page: Page, path: str, body: str) -> None:
    """Save a text into a page at once, as another window would."""
    _post(page, path, body=body)


def edit_page(page: Page, title: str, body: str) -> str:
    """Make a page at once and open it for writing; answer its path."""
    path = write_page(page, title, body)
    page.goto(urljoin(page.url, f"{path}?edit=1"))
    page.wait_for_selector(".cm-content")
    return path


def _post(page: Page, path: str, **fields: str) -> str:
    """Answer the address that the answer came from."""
    address: str = page.evaluate(
        """async ([path, fields]) => {
            const token = document.querySelector('meta[name="csrf-token"]').content;
            const answer = await fetch(path, {
                method: "POST",
                headers: {"X-CSRF-Token": token},
                body: new URLSearchParams(fields),
            });
            return answer.url;
        }""",
        [path, fields],
    )
    return address


def wait_until_saved(page: Page) -> None:
    expect(page.locator(".folio__status")).to_have_text(re.compile("^Saved"))


def source(page: Page) -> str:
    """The text of the page that is shown, as it is saved."""
    wait_until_saved(page)
    text: str = page.evaluate(
        "fetch(document.body.dataset.url + '?text=1', {headers: {Accept: 'application/json'}})"
        ".then((answer) => answer.json()).then((page) => page.body)"
    )
    return text


def editor_text(page: Page) -> str:
    return str(page.locator(".cm-content").inner_text())
