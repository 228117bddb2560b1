"""From a key to the paint that shows it, in a page of 1 MB, in real Chromium.

Each key is pressed by the browser's own input, 60 ms after the one before, as a quick typist does,
with a pause now and then that is just long enough for a save to begin under the next key.
The page takes the time from the event's own stamp (made when the key arrived at the browser) to the
first task after the frame that it led to. Saving, counting and preview go on all the while. The
floor is the same typing in a page of 1 kB.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.report import Row

_SIZE, _SMALL = 1_000_000, 1_000
_KEYS, _QUICK_KEYS = 200, 20
_BETWEEN_MS, _PAUSE_MS, _BREATH = 60, 605, 20
_MOST_MS = 50.0
_PASSWORD = "correct horse battery"  # noqa: S105 - of a notebook that lives for a minute
_ROOT = Path(__file__).parent.parent
_COMMAND = (sys.executable, "-m", "desktop")

_PIECE = """\
## Part {number}

A paragraph with *emphasis*, **strong words**, `code`, a [link](https://example.org/{number}) and a
link to [[Page {number}]], long enough to wrap over some lines of the page. #tag/{number}

- an item with words
- [ ] a task
  - one that is nested

> A quote that somebody said once upon a time.

```python
def part_{number}(name: str) -> str:
    return f"Part {{name}}"
```

| Name | Number |
| --- | ---: |
| Part | {number} |

"""

_WATCH = """() => {
  window.times = [];
  addEventListener("keydown", ({ timeStamp }) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => window.times.push(performance.now() - timeStamp);
    channel.port2.postMessage(0);
  }), { capture: true });
}"""
_GO = """(share) => {
  const { view } = document.querySelector(".cm-content").cmTile.root;
  const line = view.state.doc.lineAt(Math.floor(view.state.doc.length * share));
  view.dispatch({ selection: { anchor: line.to }, scrollIntoView: true });
  view.focus();
}"""


def measure(*, quick: bool) -> list[Row]:
    """Type at the beginning, in the middle and at the end of a large page, and in a small one."""
    keys = _QUICK_KEYS if quick else _KEYS
    with made_notebook() as page:
        make_page(page, "Small", text_of(_SMALL))
        floor = type_keys(page, 0.5, keys)
        make_page(page, "Large", text_of(_SIZE))
        times = {share: type_keys(page, share, keys) for share in (0.0, 0.5, 1.0)}
    for share, each in times.items():
        print(f"at {share:.0%}: median {statistics.median(each):.1f} ms, worst {max(each):.1f} ms")
    names = {0.0: "beginning", 0.5: "middle", 1.0: "end"}
    return [
        _row(f"key to paint, 1 MB, {names[share]}, p95", each, floor)
        for share, each in times.items()
    ]


def _row(name: str, times: list[float], floors: list[float]) -> Row:
    value, floor = _p95(times), _p95(floors)
    return Row(name, value, "ms", floor, value / floor, f"<= {_MOST_MS:g} ms", value <= _MOST_MS)


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def type_keys(page: Page, share: float, keys: int) -> list[float]:
    """Type that far into the page that is open; answer milliseconds from key to paint."""
    page.evaluate(_GO, share)
    page.wait_for_timeout(500)
    page.evaluate("window.times.length = 0")
    for at in range(keys):
        page.keyboard.press(" " if at % 7 == 6 else "abcdefghij"[at % 10])  # noqa: PLR2004
        page.wait_for_timeout(_PAUSE_MS if at % _BREATH == 0 else _BETWEEN_MS)
    times: list[float] = page.evaluate("window.times")
    return times


def make_page(page: Page, title: str, text: str) -> None:
    """Make a page with this text and open it to be written."""
    page.evaluate(
        """async ([title, body]) => {
          const headers = { "X-CSRF-Token": document.querySelector("meta[name=csrf-token]").content,
                            Accept: "application/json" };
          const made = await fetch("/pages/", { method: "POST", headers,
                                                body: new URLSearchParams({ title }) });
          const url = new URL(made.url).pathname;
          const fields = new URLSearchParams({ body, base: 1 });
          await fetch(url, { method: "POST", headers, body: fields });
          location.href = url + "?edit=1";
        }""",
        [title, text],
    )
    page.wait_for_url(re.compile(title.lower()))
    page.wait_for_selector(".cm-content")
    page.wait_for_timeout(1500)
    page.evaluate(_WATCH)


def text_of(size: int) -> str:
    """Markdown of so many bytes."""
    count = size // len(_PIECE) + 1
    return "".join(_PIECE.format(number=number) for number in range(count))[:size]


@contextmanager
def made_notebook() -> Iterator[Page]:
    """A page of Chromium, signed in to a notebook that was made for this."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        data_dir = Path(folder) / "data"
        subprocess.run(
            [*_COMMAND, "new", "--data-dir", str(data_dir), "--name", "Ada", "--password-fd", "0"],
            input=_PASSWORD,
            text=True,
            cwd=_ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        with open_browser(data_dir, _PASSWORD) as page:
            yield page


@contextmanager
def open_browser(data_dir: Path, password: str) -> Iterator[Page]:
    """A page of Chromium, signed in to the notebook in a folder by the program's own server."""
    with open_program(data_dir) as entrance:
        yield from _signed_in(entrance, password)


@contextmanager
def open_program(data_dir: Path) -> Iterator[str]:
    """The program in a process of its own, as for a browser; the address that lets one in."""
    process = subprocess.Popen(
        [*_COMMAND, "--browser", "--no-open", "--data-dir", str(data_dir)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=_ROOT,
        env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": "disabled:"},
    )
    try:
        line = process.stdout.readline() if process.stdout else ""
        yield line.split()[-1]
    finally:
        process.terminate()
        process.wait(10)


def _signed_in(entrance: str, password: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        page = browser.new_context(viewport={"width": 1180, "height": 820}).new_page()
        page.goto(entrance)
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Open the notebook").click()
        page.wait_for_selector("body.shell")
        yield page
        browser.close()
