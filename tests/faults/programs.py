"""The whole program as it runs: killed, its server failing, its web view killed."""

from __future__ import annotations

import contextlib
import html
import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.attacks.running import Running
from tests.faults.tally import Tally
from tests.faults.workshop import ALL_WELL, Scale, find_readable, number_of, text_of
from tests.windows.devtools import Program
from tests.windows.notebooks import NAME, PASSWORD, log_in, make_notebook, wait_saved, write_page
from tests.windows.screens import own_screen
from webui.notebook import Notebook

_ROOT = Path(__file__).resolve().parents[2]
_STARTED = re.compile(r"^Inglenook is open at (\S+)$")
_TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
# Starting the whole program takes seconds, and windows more: so many tries count as one.
_SLOW, _SLOWEST = 20, 200
_LONGEST_LIFE = 1.0


class _Failing:
    """Something in the server's loop that fails where waitress does not expect it."""

    def readable(self) -> bool:
        raise RuntimeError("as the test wants")


class Tab:
    """A tab of a browser, as far as saving goes."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._authority = parts.netloc
        self._cookies: dict[str, str] = {}
        self._token = ""
        self.ask("GET", parts.path)

    def log_in(self) -> None:
        self.look("/login")
        fields = {"username": NAME, "password": PASSWORD, "csrf_token": self._token}
        assert self.ask("POST", "/login", fields)[0] == http.client.SEE_OTHER
        self.look("/session")

    def look(self, path: str) -> None:
        found = _TOKEN.search(self.ask("GET", path)[1])
        assert found, path
        self._token = html.unescape(found[1])

    def save(self, path: str, body: str, base: int) -> int:
        """Save a page; answer its revision once that was acknowledged."""
        fields = {"body": body, "base": str(base), "csrf_token": self._token}
        status, text = self.ask("POST", path, fields)
        assert status == http.client.OK, text
        return int(json.loads(text)["revision"])

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        line = http.client.HTTPConnection(self._authority, timeout=20)
        headers = {
            "Origin": f"http://{self._authority}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
            "Accept": "application/json" if fields and "body" in fields else "text/html",
        }
        body = urlencode(fields) if fields else None
        if method == "GET":
            del headers["Origin"]
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                name, _, rest = cookie.partition("=")
                self._cookies[name] = rest.partition(";")[0]
            return answer.status, answer.read().decode()
        finally:
            line.close()


def kill_program(scale: Scale) -> Tally:
    """kill -9 of the whole program while a browser saves a page."""
    tally = Tally("kill: whole program")
    for _ in range(-(-scale.tries // _SLOW)):
        with tempfile.TemporaryDirectory(prefix="faults-") as place:
            folder = Path(place) / "data"
            make_notebook(folder)
            last = _save_until_killed(folder, scale.chance)
            _check(folder, last, tally)
            tally.count(ALL_WELL)
    return tally


def _save_until_killed(folder: Path, chance: random.Random) -> int:
    with _program(folder) as (process, address):
        tab = Tab(address)
        tab.log_in()
        tab.ask("POST", "/pages/", {"title": "Ideas", "csrf_token": tab._token})
        until = time.monotonic() + chance.uniform(0.1, _LONGEST_LIFE)
        number, revision = 0, 1
        while time.monotonic() < until:
            number += 1
            revision = tab.save("/pages/ideas", text_of(number, 30), revision)
        process.kill()
        return number


@contextmanager
def _program(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
    command = [sys.executable, "-m", "desktop", "--browser", "--no-open", "--data-dir", str(folder)]
    with subprocess.Popen(
        command, cwd=_ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            found = _STARTED.match(process.stdout.readline().rstrip("\n"))
            assert found, "the program prints its address"
            yield process, found[1]
        finally:
            process.kill()


def _check(folder: Path, last: int, tally: Tally) -> None:
    notebook = Notebook(folder)
    notebook.unlock(PASSWORD)
    if (found := number_of(notebook.pages.find("ideas").body)) < last:
        tally.lose(f"save {last} was acknowledged, {found} is there")
    notebook.lock()
    for name in find_readable(folder):
        tally.lose(f"readable in {name}")


def fail_server(scale: Scale) -> Tally:
    """The server's own thread dies between saves."""
    tally = Tally("server thread dies")
    with tempfile.TemporaryDirectory(prefix="faults-") as place, Running(Path(place)) as program:
        program.make_notebook()
        visitor = program.sign_in()
        token = visitor.token()
        for number in range(1, scale.tries + 1):
            server = program.server
            served = server._waitress
            served._map[-1] = _Failing()
            saw = "Saved"
            page = program.room.notebook.pages.find("ideas")
            for _ in range(50):
                with contextlib.suppress(OSError, ValueError, AssertionError, IndexError):
                    fields = {"body": text_of(number), "base": str(page.revision)}
                    if visitor.post("/pages/ideas", fields, token=token).status in (200, 303):
                        break
                saw = "Inglenook does not answer; the text stays, and is saved a moment later"
                time.sleep(0.1)
            if number_of(program.room.notebook.pages.find("ideas").body) != number:
                tally.lose(f"save {number} is gone")
            tally.count(saw)
    return tally


def kill_web_view(scale: Scale) -> Tally:
    """The process that shows the pages is killed in a real window."""
    tally = Tally("web view killed")
    with own_screen() as screen, tempfile.TemporaryDirectory(prefix="faults-") as place:
        home = Path(place)
        make_notebook(home / "data")
        with Program(screen, home) as program:
            page = program.page()
            log_in(page)
            path = write_page(page, "Ideas", "first")
            for number in range(-(-scale.tries // _SLOWEST)):
                page.type(f" and {number}.")
                wait_saved(page)
                program.kill_renderers()
                [page] = program.pages(1)
                page.wait_for(f"location.pathname === {json.dumps(path)}", patience=20)
                page.wait_for("!!document.querySelector('.cm-content, article')")
                page.wait_for(f"document.body.innerText.includes(' and {number}.')", patience=20)
                tally.count("The window again, with its page and its text")
                if not page.evaluate("!!document.querySelector('.cm-content')"):
                    page.press("e", 69)
                page.wait_for("!!document.querySelector('.cm-content')")
                page.click(".cm-content")
    return tally
