"""Drives the real program: its process, its windows on a screen, and the pages inside them.

Pages are reached as plain DevTools messages: Playwright cannot attach to Qt WebEngine.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psutil
import websocket

from tests.windows.screens import Screen
from tests.windows.waiting import PATIENCE, NothingHappened, wait_until

ROOT = Path(__file__).resolve().parents[2]
# What Qt WebEngine prints because of the test's own debugging port.
_OF_THE_TEST = ("DevTools listening on ",)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Page:
    """One page of the program, over its DevTools socket. Every message waits for its answer."""

    def __init__(self, target: Mapping[str, Any]) -> None:
        self.id: str = target["id"]
        self._socket = websocket.create_connection(
            target["webSocketDebuggerUrl"], timeout=PATIENCE, enable_multithread=False
        )
        self._count = 0

    def send(self, method: str, **params: Any) -> Any:
        """Send one DevTools message and answer its result; raise AssertionError on its error."""
        self._count += 1
        self._socket.send(json.dumps({"id": self._count, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") != self._count:
                continue  # an event
            assert "error" not in answer, f"{method}: {answer['error']}"
            return answer.get("result", {})

    def evaluate(self, expression: str) -> Any:
        """Answer the value of a JavaScript expression; a promise is waited for."""
        told = self.send(
            "Runtime.evaluate",
            expression=expression,
            returnByValue=True,
            awaitPromise=True,
            userGesture=True,
        )
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    @property
    def url(self) -> str:
        return str(self.evaluate("location.href"))

    @property
    def path(self) -> str:
        return str(self.evaluate("location.pathname + location.search"))

    @property
    def title(self) -> str:
        return str(self.evaluate("document.title"))

    @property
    def text(self) -> str:
        """Everything that is written on the page."""
        return str(self.evaluate("document.body ? document.body.innerText : ''"))

    def go(self, path: str) -> None:
        """Go to a local path as a link of the page does."""
        self.evaluate(f"void (location.href = {json.dumps(path)})")

    def wait_for(self, expression: str, patience: float = PATIENCE) -> Any:
        """Answer the first truthy value of `expression`, over reloads and new pages."""

        def look() -> Any:
            with contextlib.suppress(AssertionError):
                return self.evaluate(expression)

        try:
            return wait_until(look, expression, patience)
        except NothingHappened as late:
            late.add_note(f"The page at {self.path} says:\n{self.text}")
            raise

    def wait_for_path(self, path: str, patience: float = PATIENCE) -> None:
        self.wait_for(
            f"location.pathname + location.search === {json.dumps(path)}"
            " && document.readyState === 'complete'",
            patience,
        )

    def middle_of(self, selector: str) -> tuple[float, float]:
        """Scroll an element into view and answer its middle, in CSS pixels of the page."""
        found = self.wait_for(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            " if (!e) return null; e.scrollIntoView({block: 'nearest'});"
            " const r = e.getBoundingClientRect();"
            " return r.width && [r.x + r.width / 2, r.y + r.height / 2] })()"
        )
        return float(found[0]), float(found[1])

    def click(self, selector: str, button: str = "left") -> None:
        """Press and release a mouse button in the middle of an element."""
        x, y = self.middle_of(selector)
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            pressed = {} if kind == "mouseMoved" else {"button": button, "clickCount": 1}
            self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, **pressed)

    def type(self, text: str, into: str | None = None) -> None:
        """Type `text` where the cursor stands, or into the element `into` after a click on it."""
        if into is not None:
            self.click(into)
        self.send("Input.insertText", text=text)

    def press(self, key: str, code: int, modifiers: int = 0) -> None:
        """Press a key by its DOM name and key code, with DevTools modifiers (ctrl 2, shift 8)."""
        text = {"text": "\r"} if key == "Enter" else {}
        common = {"key": key, "windowsVirtualKeyCode": code, "modifiers": modifiers}
        self.send("Input.dispatchKeyEvent", type="keyDown", **common, **text)
        self.send("Input.dispatchKeyEvent", type="keyUp", **common)

    def screenshot(self, path: Path) -> Path:
        path.write_bytes(base64.b64decode(self.send("Page.captureScreenshot")["data"]))
        return path

    def close(self) -> None:
        self._socket.close()


class Program:
    """One run of the program on a screen. A context manager that leaves no process behind.

    `module` is what `python -m` starts: `desktop` is the program itself; `script` is started in its
    place. `home` holds HOME, the
    XDG folders and TMPDIR, so that everything the run writes can be found.
    """

    def __init__(
        self,
        screen: Screen | None,
        home: Path,
        *,
        data_dir: Path | None = None,
        module: str = "desktop",
        script: Path | None = None,
        arguments: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
        debugging: bool = True,
    ) -> None:
        self.home = home
        self.data_dir = data_dir if data_dir is not None else home / "data"
        self._screen = screen
        self._port = free_port() if debugging else None
        self._command = [
            sys.executable,
            *(["-m", module] if script is None else [str(script)]),
            *(["--data-dir", str(self.data_dir)]),
            *arguments,
        ]
        self._environment = self._surroundings(environment or {})
        self._pages: dict[str, Page] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._family: list[psutil.Process] = []

    def start(self) -> Self:
        out, err = self.home / "stdout.txt", self.home / "stderr.txt"
        with out.open("wb") as stdout, err.open("wb") as stderr:
            self._process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=stderr,
                start_new_session=True,
            )
        return self

    @property
    def process(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "the program was not started"
        return self._process

    @property
    def screen(self) -> Screen:
        assert self._screen is not None, "this program has no screen"
        return self._screen

    def windows(self, count: int | None = None) -> list[int]:
        """Answer the ids of the windows on the screen, once there are `count` of them."""
        if count is None:
            return self.screen.windows()
        wait_until(lambda: len(self.screen.windows()) == count, f"{count} windows")
        return self.screen.windows()

    def pages(self, count: int | None = None) -> list[Page]:
        """Answer the pages of all windows, oldest first, once there are `count` of them."""
        if count is not None:
            wait_until(lambda: len(self._targets()) == count, f"{count} pages")
        targets = {target["id"]: target for target in self._targets()}
        for gone in self._pages.keys() - targets.keys():
            self._pages.pop(gone).close()
        for identity, target in targets.items():
            if identity not in self._pages:
                self._pages[identity] = Page(target)
        return list(self._pages.values())

    def page(self, patience: float = PATIENCE) -> Page:
        """Answer the page of the first window."""
        self.watch()
        wait_until(self._targets, "a page", patience)
        return self.pages()[0]

    def close(self, patience: float = PATIENCE) -> tuple[int, float]:
        """Close every window by its button; answer the exit code and the seconds it took."""
        self.watch()
        for window in self.windows():
            self.screen.quit(window)
        return self.wait_exit(patience)

    def send_signal(self, number: signal.Signals) -> None:
        self.watch()
        self.process.send_signal(number)

    def wait_exit(self, patience: float = PATIENCE) -> tuple[int, float]:
        """Answer the exit code and the seconds waited for it."""
        begun = time.monotonic()
        code = self.process.wait(patience)
        return code, time.monotonic() - begun

    def kill_renderers(self) -> None:
        """End the processes that show pages, as a crash or a full memory does."""
        for page in self._pages.values():
            page.close()
        self._pages.clear()
        for each in psutil.Process(self.process.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                if "--type=renderer" in each.cmdline():
                    each.kill()

    def left_behind(self, patience: float = 2.0) -> list[str]:
        """Answer the program's processes that are still alive after it ended."""
        _, alive = psutil.wait_procs(self._family, timeout=patience)
        return [words for each in alive if (words := command_of(each))]

    @property
    def stdout(self) -> str:
        return (self.home / "stdout.txt").read_text("utf-8", errors="replace")

    @property
    def stderr(self) -> str:
        """What the person would see on the terminal as errors."""
        lines = (self.home / "stderr.txt").read_text("utf-8", errors="replace").splitlines()
        return "\n".join(each for each in lines if each and not each.startswith(_OF_THE_TEST))

    @property
    def log(self) -> str:
        path = self.data_dir / "logs" / "inglenook.log"
        return path.read_text("utf-8") if path.exists() else ""

    def files(self) -> list[str]:
        """Answer every file below the home and the temporary folder, relative, sorted."""
        own = {"stdout.txt", "stderr.txt"}
        found = (each.relative_to(self.home) for each in self.home.rglob("*") if not each.is_dir())
        return sorted(str(each) for each in found if str(each) not in own)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.watch()
        for page in self._pages.values():
            page.close()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(5)
        for each in self._family:
            with contextlib.suppress(psutil.NoSuchProcess):
                each.kill()
        if self._process is not None:
            self._process.wait(5)

    def _targets(self) -> list[dict[str, Any]]:
        code = self.process.poll()
        assert code is None, f"the program ended with {code}: {self.stderr}\n{self.log}"
        with contextlib.suppress(OSError):
            address = f"http://127.0.0.1:{self._port}/json"
            with urllib.request.urlopen(address, timeout=5) as answer:
                targets: list[dict[str, Any]] = json.load(answer)
                return [
                    each
                    for each in targets
                    if each["type"] == "page"
                    and "webSocketDebuggerUrl" in each
                    # The start warms the engine with a page of its own, which has no address.
                    and each["url"]
                ]
        return []

    def watch(self) -> None:
        """Remember which processes belong to the program, for `left_behind`."""
        with contextlib.suppress(psutil.NoSuchProcess):
            own = psutil.Process(self.process.pid)
            known = {each.pid for each in self._family}
            family = [own, *own.children(recursive=True)]
            self._family += [each for each in family if each.pid not in known]

    def _surroundings(self, extra: Mapping[str, str]) -> dict[str, str]:
        folders = {
            "HOME": self.home,
            "XDG_CONFIG_HOME": self.home / ".config",
            "XDG_CACHE_HOME": self.home / ".cache",
            "XDG_DATA_HOME": self.home / ".local" / "share",
            "XDG_RUNTIME_DIR": self.home / "run",
            "TMPDIR": self.home / "tmp",
        }
        for folder in folders.values():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        surroundings = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            **{name: str(folder) for name, folder in folders.items()},
        }
        if self._screen is not None:
            surroundings["DISPLAY"] = self._screen.display
        if self._port is not None:
            surroundings["QTWEBENGINE_REMOTE_DEBUGGING"] = f"127.0.0.1:{self._port}"
        return {**surroundings, **extra}


def command_of(process: psutil.Process) -> str:
    """Answer the command of a process that runs; "" for one that ended, collected or not."""
    try:
        return " ".join(process.cmdline())
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return ""
