"""Tries what was bundled: a page is written and read with everything that is loaded late.

The bundle serves a browser here, so no screen is needed. The proof comes to its windows.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

from tooling.steps import StepFailed

_NAME, _PASSWORD = "Ada", "correct horse battery"
_PAGE = """A formula, $x^2 + \\frac{1}{2}$, a [[Link]] and #tag.

- [ ] a task

```python
def f(): return 1
```
"""
# What stands on that page when the parts that draw it are there.
_SIGNS = ("<math", "code-keyword", "task")
_PLACES = (
    *("/about", "/about/licences", "/log", "/settings", "/session", "/trash", "/pages/"),
    *("/search?q=formula", "/journal/today", "/tasks"),
)
_LANGUAGES = ("en", "de", "fr", "es", "ja", "zh-Hans", "zh-Hant")
_SECONDS = 30


def try_bundle(program: Path, version: str) -> None:
    """Live a short life with the bundled program. Raises StepFailed with what went wrong."""
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    if told.stdout != f"Inglenook {version}\n":
        raise StepFailed(f"The bundle does not start: {told.stdout}{told.stderr}")
    with tempfile.TemporaryDirectory(prefix="inglenook-smoke-") as folder:
        data_dir = Path(folder) / "data"
        _make_notebook(program, data_dir)
        try:
            with _serving(program, data_dir) as address:
                _Visitor(address).look_around()
        except (OSError, ValueError) as error:
            raise StepFailed(f"The bundle does not serve its pages: {error}") from error
        log = (data_dir / "logs" / "inglenook.log").read_text("utf-8")
        if " ERROR " in log:
            raise StepFailed(f"The bundle met an error of its own:\n{log}")


def _make_notebook(program: Path, data_dir: Path) -> None:
    options = ["new", "--data-dir", str(data_dir), "--name", _NAME, "--password-fd", "0"]
    told = subprocess.run(
        [program, *options], input=_PASSWORD, capture_output=True, text=True, check=False
    )
    if told.returncode != 0:
        raise StepFailed(f"The bundle makes no notebook: {told.stderr}")


@contextmanager
def _serving(program: Path, data_dir: Path) -> Iterator[str]:
    command = [str(program), "--browser", "--no-open", "--data-dir", str(data_dir)]
    # No keyring: what is tried here is the bundle, and a prompt would wait for a person.
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None  # noqa: S101 - it was asked for
            yield process.stdout.readline().split()[-1]
        finally:
            process.send_signal(signal.SIGTERM)
            code = process.wait(_SECONDS)
    if code != 0:
        raise StepFailed(f"The bundle ended with {code}.")


class _Visitor:
    def __init__(self, address: str) -> None:
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(jar)
        parts = urllib.parse.urlsplit(address)
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._page = self._ask(parts.path)

    def look_around(self) -> None:
        """Sign in, write the page, read it, and see every other one in every language."""
        self._send("/login", username=_NAME, password=_PASSWORD)
        self._send("/pages/", title="Smoke")
        page = self._send("/pages/smoke", body=_PAGE)
        if missing := [sign for sign in _SIGNS if sign not in page]:
            raise ValueError(f"the page lacks {', '.join(missing)}")
        for language in _LANGUAGES:
            for place in _PLACES:
                self._ask(place, language=language)

    def _ask(self, path: str, data: bytes | None = None, language: str = "en") -> str:
        headers = {"Accept-Language": language}
        if data is not None:
            headers["Origin"] = self._origin
        request = urllib.request.Request(self._origin + path, data, headers)  # noqa: S310 - ours
        try:
            with self._opener.open(request, timeout=_SECONDS) as answer:
                self._page = answer.read().decode("utf-8")
        except urllib.error.HTTPError as error:
            raise ValueError(f"{path} answers {error.code}") from error
        return self._page

    def _send(self, path: str, **fields: str) -> str:
        found = re.search(r'name="csrf-token" content="([^"]+)"', self._page)
        token = found[1] if found else ""
        return self._ask(path, urllib.parse.urlencode({**fields, "csrf_token": token}).encode())
