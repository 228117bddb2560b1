"""What there is to try, by name: how each is set up, and for how long it goes on."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.attacks.running import SESSION_COOKIE, Running, Visitor
from tests.fuzz import cookies, pages, requests
from tests.fuzz.tally import Tally
from webui.markdown.rendering import render

NO_LIMIT = 10**9
SLOW_SHAPE_LENGTH = 10_000

Campaign = Callable[[int, float, random.Random], list[Tally]]


@contextmanager
def signed_in() -> Iterator[Visitor]:
    """Run the program over a notebook in a temporary folder, with somebody signed in."""
    with tempfile.TemporaryDirectory() as folder, Running(Path(folder) / "data") as program:
        program.make_notebook()
        yield program.sign_in()


def forge_cookies(tries: int, seconds: float, chance: random.Random) -> list[Tally]:
    """Session cookies that nobody signed, and a sample of them through the whole program."""
    with signed_in() as visitor:
        program = visitor.program
        forger = cookies.Forger(
            visitor.cookies[SESSION_COOKIE],
            program.house.keys.ring().current,
            program.room.settings.kept_for.total_seconds(),
            chance,
        )
        at_the_session = cookies.try_cookies(
            program.app,
            forger.cookies(),
            tries=tries,
            seconds=seconds * 0.8,
            tally=Tally("cookies"),
        )
        through_the_program = cookies.show_cookies(
            visitor,
            forger.cookies(),
            tries=max(200, tries // 50),
            seconds=seconds * 0.2,
            tally=Tally("  served"),
        )
    return [at_the_session, through_the_program]


def break_requests(tries: int, seconds: float, chance: random.Random) -> list[Tally]:
    """HTTP that was broken, from strangers and from a window."""
    with signed_in() as visitor:
        program = visitor.program
        mutator = requests.Mutator(visitor, chance)
        of_strangers = requests.try_requests(
            program,
            mutator.requests(knows_credential=False),
            tries=tries,
            seconds=seconds * 0.7,
            tally=Tally("strangers"),
        )
        of_a_window = requests.try_requests_of_a_window(
            program,
            mutator.requests(knows_credential=True),
            tries=tries // 2,
            seconds=seconds * 0.3,
            tally=Tally("a window"),
        )
        if visitor.program.sign_in().get("/pages/ideas").status != 200:
            of_a_window.fail("the program does not answer any more")
    return [of_strangers, of_a_window]


def write_pages(tries: int, seconds: float, chance: random.Random) -> list[Tally]:
    """Markdown that wants to run, and Markdown that wants to take for ever."""
    harmful = pages.try_texts(
        render,
        pages.Writer(chance).texts(),
        tries=tries,
        seconds=seconds,
        tally=Tally("pages"),
    )
    slow = pages.try_texts(
        render,
        pages.slow_texts(SLOW_SHAPE_LENGTH),
        tries=NO_LIMIT,
        seconds=max(seconds, 60.0),
        tally=Tally("slow pages"),
    )
    return [harmful, slow]


CAMPAIGNS: dict[str, Campaign] = {
    "cookies": forge_cookies,
    "requests": break_requests,
    "pages": write_pages,
}
