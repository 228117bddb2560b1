"""One person's story with the installed program in a clean Debian.

A real window on a real screen, a real keyring, an ordinary user, Chromium's sandbox on. Each step
is printed when it holds. tooling/package/prove.py starts this once for each variant.
"""

from __future__ import annotations

import argparse
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import psutil

from tests.packaging.desktop_session import own_keyring
from tests.windows.devtools import Page, Program
from tests.windows.screens import Screen, own_screen
from tests.windows.waiting import NothingHappened, wait_until
from tooling.package.clean_root import USER, CleanRoot
from tooling.steps import say

_NAME = "Ada Lovelace"
_PASSWORD = "correct horse 電池 staple"
_TITLE, _WORDS = "Analytical engine", "Words that nobody else may read"
_ENTER = Path(__file__).resolve().parents[2] / "packaging" / "proof" / "enter.sh"
_SECCOMP_FILTER = "2"
# Qt's processes say this below a path that is not ASCII, and find everything all the same.
_HARMLESS = re.compile(r"Command line switch --webengine-\w+-path not passed to")
# The driven program's port answers within a second of its window.
_PORT_OPENS = 3.0
_SYSTEM_KEYRING = "Secret Service"


class Installed(Program):
    """The installed program, started by an ordinary user inside a clean root."""

    def __init__(
        self, screen: Screen, root: CleanRoot, told: argparse.Namespace, bus: Mapping[str, str]
    ) -> None:
        home = root.folder / told.home.lstrip("/")
        home.mkdir(parents=True, exist_ok=True)
        data = home / ".local" / "share" / "inglenook"
        super().__init__(screen, home, data_dir=data)
        folders = {
            name: root.inside(Path(value))
            for name, value in self._environment.items()
            if value.startswith(str(root.folder))
        }
        self._environment |= {**folders, **bus, **dict(each.split("=", 1) for each in told.set)}
        self._environment["PATH"] = "/usr/bin:/bin:/usr/sbin:/sbin"
        root.give(home)
        enter = [str(_ENTER), str(root.folder), str(USER), told.locked]
        self._enter = enter
        self._command = [*enter, told.program]

    @classmethod
    def shipped(
        cls, screen: Screen, root: CleanRoot, told: argparse.Namespace, bus: Mapping[str, str]
    ) -> Self:
        """The program as people start it, not the one beside it that can be driven."""
        program = cls(screen, root, told, bus)
        program._command = [*program._enter, told.shipped]
        return program

    def is_shut(self) -> bool:
        """Answer whether nothing listens at the debugging port that the environment asks for."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._port or 0)) != 0

    def start_again(self, *asked: str) -> float:
        """Start the program a second time while it runs; return the seconds until that ends."""
        return self._time(*asked)

    def say_version(self) -> float:
        """Start the program only to say its version; return the seconds that takes."""
        return self._time("--version")

    def _time(self, *options: str) -> float:
        began = time.monotonic()
        subprocess.run(
            [*self._command, *options],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            check=True,
            timeout=20,
        )
        return time.monotonic() - began


def main(arguments: list[str]) -> int:
    """Live through the story and return the exit code."""
    parser = argparse.ArgumentParser(prog="scene", allow_abbrev=False)
    for name in ("root", "program", "shipped", "home", "locked", "pictures", "name"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--count-packets", action="store_true")
    told = parser.parse_args(arguments)
    root = CleanRoot(Path(told.root))
    sent = _count_packets()
    with own_screen() as screen, own_keyring(root, told.name) as bus:
        story = Story(screen, root, told, bus)
        try:
            story.set_up()
            story.come_back()
            story.find_no_debugger()
            story.look_for_traces()
            if told.count_packets:
                _check_packets(sent)
        except (AssertionError, NothingHappened, subprocess.SubprocessError) as failure:
            say(f"  FAILED: {failure}")
            return 1
    return 0


class Story:
    """The story, in the order in which a person lives through it."""

    def __init__(
        self, screen: Screen, root: CleanRoot, told: argparse.Namespace, bus: Mapping[str, str]
    ) -> None:
        self._screen = screen
        self._root = root
        self._told = told
        self._bus = bus

    def set_up(self) -> None:
        """Make a notebook, sign in, write, open a second window, quit."""
        with self._running() as program:
            page = program.page()
            self._make_notebook(page)
            self._sign_in_to_stay(page)
            self._check_keyring(page)
            self._write(page)
            self._open_second_window(program)
            self._start_twice(program)
            self._follow_link(program)
            _check_sandbox(program)
            self._quit(program)

    def come_back(self) -> None:
        """Start again: signed in, with the page as it was left."""
        with self._running() as program:
            page = program.page()
            page.wait_for("document.querySelector('.sidebar__viewer') !== null")
            page.wait_for(f"document.body.innerText.includes('{_TITLE}')")
            assert "You are not logged in" not in page.text
            self._picture("4-came-back")
            program.windows(3)  # all come back, and all are closed
            _say("started again, signed in, with every window and the page")
            self._quit(program)

    def find_no_debugger(self) -> None:
        """The program that people start opens no debugging port, though the environment says so."""
        with Installed.shipped(self._screen, self._root, self._told, self._bus) as program:
            program.windows(3)  # signed in, so every window comes back
            time.sleep(_PORT_OPENS)
            assert program.is_shut(), "the shipped program opened a debugging port"
            self._picture("5-shipped")
            code, _ = program.close()
            assert code == 0, f"the shipped program ended with {code}: {program.stderr}"
        _say("the program as it is shipped opens no debugging port")

    def look_for_traces(self) -> None:
        """Nothing readable of the page may lie anywhere in the home."""
        home = self._root.folder / self._told.home.lstrip("/")
        files = [path for path in home.rglob("*") if path.is_file()]
        needles = [text.encode() for text in (_TITLE, _WORDS, _PASSWORD)]
        readable = [
            str(path) for path in files for needle in needles if needle in path.read_bytes()
        ]
        assert not readable, f"readable in {', '.join(readable)}"
        _say(f"nothing readable in the {len(files)} files of the home")

    @contextmanager
    def _running(self) -> Iterator[Installed]:
        with Installed(self._screen, self._root, self._told, self._bus) as program:
            try:
                yield program
            except (AssertionError, NothingHappened, subprocess.SubprocessError):
                self._picture("failure")
                say(f"{_read_pages(program)}\n{program.stderr}\n{program.log}")
                raise

    def _make_notebook(self, page: Page) -> None:
        page.wait_for("location.pathname === '/welcome' && document.readyState === 'complete'")
        self._picture("1-welcome")
        page.type(_NAME, into="input[name=name]")
        page.type(_PASSWORD, into="input[name=password]")
        page.type(_PASSWORD, into="input[name=again]")
        page.press("Enter", 13)
        page.wait_for("document.querySelectorAll('.code__letters').length === 8")
        groups = page.evaluate(
            "[...document.querySelectorAll('.code__letters')].map(e => e.innerText)"
        )
        # The page's scripts come after its first paint, and take the question away until then.
        page.wait_for("document.querySelector('[data-recovery-target=ask]').hidden")
        page.click("[data-recovery-target=kept]")
        fields = page.evaluate("[...document.querySelectorAll('input[name=group]')].map(e => e.id)")
        for field in fields:
            page.type(groups[int(re.sub(r"\D", "", field)) - 1], into=f"#{field}")
        page.press("Enter", 13)
        page.wait_for("document.querySelector('.sidebar__viewer') !== null")
        _say("set a notebook up in the window, recovery code and all")

    def _sign_in_to_stay(self, page: Page) -> None:
        page.evaluate("document.querySelector('form[action=\"/logout\"]').requestSubmit()")
        page.wait_for("location.pathname === '/login' && document.readyState === 'complete'")
        page.evaluate("document.querySelector('input[name=username]').value = ''")
        page.type(_NAME, into="input[name=username]")
        page.type(_PASSWORD, into="input[name=password]")
        page.click("#stay")
        assert page.evaluate("document.querySelector('#stay').checked")
        page.click("form button[type=submit]")
        page.wait_for("document.querySelector('.sidebar__viewer') !== null")
        _say("logged out, and signed in to stay signed in")

    def _check_keyring(self, page: Page) -> None:
        page.go("/session")
        page.wait_for("location.pathname === '/session' && document.readyState === 'complete'")
        assert _SYSTEM_KEYRING in page.text, f"no Secret Service in use: {page.text}"
        self._picture("2-session")
        _say("the signing key lies in the Secret Service")

    def _write(self, page: Page) -> None:
        page.click(".sidebar__new")
        page.wait_for("document.querySelector('.cm-content') !== null")
        page.wait_for("document.activeElement.matches('.cm-content, .leaf__title')")
        page.type(_TITLE)
        page.press("Enter", 13)
        page.type(_WORDS)
        page.wait_for("document.querySelector('.folio__status').innerText.startsWith('Saved')")
        page.wait_for(f"document.querySelector('.cm-content').innerText.includes('{_WORDS}')")
        _say("wrote a page, and it was saved")

    def _open_second_window(self, program: Installed) -> None:
        (first,) = program.windows(1)
        self._screen.keys(first, "ctrl+shift+n")
        program.windows(2)
        second = program.pages(2)[1]
        second.wait_for("document.querySelector('.sidebar__viewer') !== null")
        second.wait_for(f"document.body.innerText.includes('{_TITLE}')")
        self._picture("3-two-windows")
        _say("opened a second window, signed in as well")

    def _start_twice(self, program: Installed) -> None:
        floor = min(program.say_version() for _ in range(3))
        taken = min(program.start_again() for _ in range(3))
        assert len(program.windows()) == 2
        _say(
            f"started a second time: handed over and ended in {taken * 1000:.0f} ms "
            f"(floor, starting to say the version: {floor * 1000:.0f} ms)"
        )

    def _follow_link(self, program: Installed) -> None:
        program.start_again("--", "inglenook://page/analytical-engine?delete=yes")
        third = program.pages(3)[-1]
        third.wait_for_path("/pages/analytical-engine")
        third.go("/about")
        third.wait_for("document.body.innerText.includes('PySide6_WebEngine')")
        self._picture("3-about")
        program.windows(3)
        _say("a link led to its page, and About names what is bundled")

    def _quit(self, program: Installed) -> None:
        code, seconds = program.close()
        assert code == 0, f"ended with {code}: {program.stderr}"
        complaints = [line for line in program.stderr.splitlines() if not _HARMLESS.search(line)]
        assert not complaints, f"on the terminal: {complaints}"
        assert not program.left_behind(), program.left_behind()
        _say(f"quit in {seconds:.1f} s: exit code 0, nothing on the terminal, no process left")

    def _picture(self, what: str) -> None:
        time.sleep(0.5)  # what is on the screen follows the page
        self._screen.screenshot(Path(self._told.pictures) / f"{self._told.name}-{what}.png")


def _read_pages(program: Installed) -> str:
    """Return what the windows show, for a person who wonders why a step failed."""
    if program.process.poll() is not None:
        return "the program has ended"
    return "\n\n".join(f"{page.path}\n{page.text}" for page in program.pages())


def _check_sandbox(program: Installed) -> None:
    main_process = psutil.Process(program.process.pid)
    assert main_process.uids().real == USER, "not an ordinary user"
    renderers = [
        each
        for each in main_process.children(recursive=True)
        if "--type=renderer" in each.cmdline()
    ]
    assert renderers, "no process shows pages"
    for each in renderers:
        assert "--no-sandbox" not in each.cmdline()
        status = Path(f"/proc/{each.pid}/status").read_text()
        facts = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        assert facts["Seccomp"] == _SECCOMP_FILTER, "no system call filter"
        assert len(facts["NSpid"].split()) > 1, "no process namespace of its own"
        # What a browser that is opened from here would be given as well.
        assert "LD_LIBRARY_PATH" not in each.environ(), "the bundle's libraries leak out"
    _say("an ordinary user's processes, with Chromium's sandbox around every page")


def _count_packets() -> int:
    """Return how many packets this machine has sent by anything but loopback."""
    lines = Path("/proc/self/net/dev").read_text().splitlines()[2:]
    devices = (line.split(":", 1) for line in lines)
    return sum(int(facts.split()[9]) for name, facts in devices if name.strip() != "lo")


def _check_packets(before: int) -> None:
    sent = _count_packets() - before
    assert sent == 0, f"{sent} packets left the machine"
    _say("0 packets left by anything but loopback")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.sendto(b"counted?", ("192.0.2.1", 9))
        except OSError as error:
            _say(f"  (and none could have: {error.strerror})")
            return
    wait_until(lambda: _count_packets() > before, "the packet that was sent on purpose")
    _say("  (one that was sent on purpose was counted)")


def _say(sentence: str) -> None:
    say(f"  ok  {sentence}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
