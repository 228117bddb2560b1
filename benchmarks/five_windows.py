"""Five windows of a large notebook and five bare ones: memory while they are used, and at rest.

Both programs stand open together. While they are used, each window goes to page after page, one in
four steps writes a sentence and one in four asks the search; bare windows load their page as often.
The host process's memory (PSS) is read all the while, and what it grows by in a minute is told.
At rest the kernel counts for the same seconds, for every thread of the host: the time it ran
(schedstat) and how often it woke (voluntary context switches).
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil

from benchmarks.corpus import Corpus
from benchmarks.report import Row, exceed, spread
from benchmarks.windowed import (
    add_bare_window,
    add_window,
    beside_bare,
    sign_in,
    size_of,
    wait_complete,
)
from tests.windows.devtools import Page, Program
from webui.notebook.slugs import slug_of

_WINDOWS, _QUICK_WINDOWS = 5, 2
_MOST_MEGABYTES, _FLAT = 60.0, 0.5
_MINUTES, _QUICK_MINUTES = 2.0, 0.05
_SLICES, _QUICK_SLICES, _SLICE_SECONDS = 8, 2, 5.0
_SETTLE_SECONDS = 4.0
# Milliseconds of the processor in a second that nobody could measure from outside: 0.2 %.
_MOST_BUSY = 2.0
_MOST_WAKES = 1.0


@dataclass(frozen=True, slots=True)
class Rest:
    """What a process did in a second at rest: milliseconds it ran, and wake-ups of each thread."""

    busy: float
    wakes: dict[str, float]


def measure(*, quick: bool) -> list[Row]:
    """The short form: some minutes of use."""
    return measure_for(_QUICK_MINUTES if quick else _MINUTES, quick=quick)


def measure_for(minutes: float, *, quick: bool = False, pause: float = 0.0) -> list[Row]:
    """Use both programs for so long, then leave them alone and look.

    `pause` is what lies between two steps, in seconds: none asks the most of the programs.
    """
    pages = size_of(quick=quick)
    count = _QUICK_WINDOWS if quick else _WINDOWS
    with beside_bare(pages) as (program, floor):
        ours, bare = _open(program, floor, count)
        memory = _use((program, ours), (floor, bare), pages, minutes, pause)
        time.sleep(_SETTLE_SECONDS)
        rests = _rest(program, floor, _QUICK_SLICES if quick else _SLICES)
    return [*_memory_rows(memory, pages, count, minutes), *_rest_rows(*rests, count)]


def _open(program: Program, floor: Program, count: int) -> tuple[list[Page], list[Page]]:
    page, bare_page = sign_in(program), floor.page()
    ours = [page, *(add_window(program, page) for _ in range(count - 1))]
    bare = [bare_page, *(add_bare_window(floor, bare_page)[0] for _ in range(count - 1))]
    for each in ours:
        wait_complete(each)
    return ours, bare


@dataclass(frozen=True, slots=True)
class Moment:
    """Megabytes of both host processes, so many minutes after the beginning."""

    minute: float
    ours: float
    bare: float


def _use(
    ours: tuple[Program, list[Page]],
    bare: tuple[Program, list[Page]],
    pages: int,
    minutes: float,
    pause: float,
) -> list[Moment]:
    (program, windows), (floor, bare_windows) = ours, bare
    corpus, chance = Corpus(pages), random.Random(pages)
    moments: list[Moment] = []
    began = time.monotonic()
    step = 0
    while (minute := (time.monotonic() - began) / 60) < minutes or len(moments) < len(windows):
        page = corpus.page(chance.randrange(pages))
        _take_step(windows[step % len(windows)], page.title, step)
        bare_windows[step % len(bare_windows)].evaluate("void location.reload()")
        step += 1
        time.sleep(pause)
        if step % len(windows) == 0:
            moments.append(Moment(minute, _memory(program), _memory(floor)))
    print(f"{step} steps in {minutes:g} minutes")
    return moments


def _take_step(window: Page, title: str, step: int) -> None:
    path = f"/pages/{quote(slug_of(title))}"
    window.go(path)
    window.wait_for_path(path)
    wait_complete(window)
    if step % 4 == 1:
        words = step
        window.evaluate(_WRITE.replace("WORDS", f"'Sentence number {words}.'"))
    elif step % 4 == 3:  # noqa: PLR2004 - another of the four
        asked = f"/search?q={quote(title[:3])}"
        window.evaluate(f"fetch({json.dumps(asked)}).then((answer) => answer.text())")


_WRITE = """(async () => {
  const { page, revision, url } = document.querySelector("[data-page]").dataset;
  const headers = { "X-CSRF-Token": document.querySelector("meta[name=csrf-token]").content,
                    Accept: "application/json" };
  const text = await (await fetch(url + "?text=1", { headers })).json();
  const body = new URLSearchParams({ body: text.body + "\\n\\n" + WORDS, base: revision, page });
  await fetch(url, { method: "POST", headers, body });
})()"""


def _memory(program: Program) -> float:
    return float(psutil.Process(program.process.pid).memory_full_info().pss) / 1e6


def _memory_rows(memory: list[Moment], pages: int, count: int, minutes: float) -> list[Row]:
    # What is loaded once, in the first part, is no growth.
    later = memory[len(memory) // 3 :]
    ours, bare = [each.ours for each in later], [each.bare for each in later]
    slope = _slope([(each.minute, each.ours) for each in later])
    bare_slope = _slope([(each.minute, each.bare) for each in later])
    print(
        f"memory: {memory[0].ours:.0f} MB at first, {ours[-1]:.0f} MB at last;"
        f" bare {bare[-1]:.0f} MB"
    )
    name = f"memory of the host process, {count} windows, {pages:,} pages"
    growth = f"growth of it, in the last two thirds of {minutes:g} minutes of use"
    goal = f"flat: <= {_FLAT:g} MB/min"
    return [
        exceed(name, ours[-len(ours) // 3 :], bare[-len(bare) // 3 :], "MB", _MOST_MEGABYTES),
        Row(growth, slope, "MB/min", bare_slope, slope - bare_slope, goal, slope <= _FLAT),
    ]


def _slope(points: list[tuple[float, float]]) -> float:
    """Megabytes a minute, by least squares."""
    if len({minute for minute, _ in points}) < 2:  # noqa: PLR2004 - a line needs two
        return 0.0
    return statistics.linear_regression(*zip(*points, strict=True)).slope


def _rest(program: Program, floor: Program, slices: int) -> tuple[list[Rest], list[Rest]]:
    ours: list[Rest] = []
    bare: list[Rest] = []
    looks = [_look(each.process.pid) for each in (program, floor)]
    for _ in range(slices):
        time.sleep(_SLICE_SECONDS)
        ours.append(looks[0]())
        bare.append(looks[1]())
    return ours, bare


def _look(pid: int) -> Callable[[], Rest]:
    """Answer a function that tells what a process did since it was asked last."""
    former, at = _count(pid), time.monotonic()

    def look() -> Rest:
        nonlocal former, at
        now, moment = _count(pid), time.monotonic()
        seconds = moment - at
        since = {
            name: (ran - former.get(name, (0.0, 0))[0], woken - former.get(name, (0.0, 0))[1])
            for name, (ran, woken) in now.items()
        }
        former, at = now, moment
        return Rest(
            sum(ran for ran, _ in since.values()) / seconds,
            {name: woken / seconds for name, (_, woken) in since.items()},
        )

    return look


def _count(pid: int) -> dict[str, tuple[float, int]]:
    """Of each thread: the milliseconds it ran and its voluntary context switches, so far."""
    found: dict[str, tuple[float, int]] = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            ran = int((task / "schedstat").read_text().split()[0]) / 1e6
            status = (task / "status").read_text()
        except OSError:
            continue  # the thread has ended
        facts = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        found[f"{facts['Name']} {task.name}"] = ran, int(facts["voluntary_ctxt_switches"])
    return found


def _rest_rows(ours: list[Rest], bare: list[Rest], count: int) -> list[Row]:
    busy, floor = [each.busy for each in ours], [each.busy for each in bare]
    print(f"at rest: {spread(busy)} ms of the processor a second, bare {spread(floor)}")
    often, bare_often = _median_wakes(ours), _median_wakes(bare)
    for name, wakes in sorted(often.items(), key=lambda each: -each[1])[:12]:
        print(f"  {wakes:6.2f} wake-ups a second: {name}")
    print("  of the bare program:")
    for name, wakes in sorted(bare_often.items(), key=lambda each: -each[1])[:6]:
        print(f"  {wakes:6.2f} wake-ups a second: {name}")
    most, bare_most = max(often.values()), max(bare_often.values())
    total, bare_total = sum(often.values()), sum(bare_often.values())
    name = f"wake-ups of the host process at rest, {count} windows"
    goal = f"<= {_MOST_WAKES:g} 1/s"
    return [
        exceed(f"processor at rest, {count} windows", busy, floor, "ms/s", _MOST_BUSY),
        Row(
            f"{name}, busiest thread",
            most,
            "1/s",
            bare_most,
            most - bare_most,
            goal,
            most <= _MOST_WAKES,
        ),
        Row(
            f"{name}, all threads",
            total,
            "1/s",
            bare_total,
            total - bare_total,
            f"<= +{_MOST_WAKES:g} 1/s",
            total - bare_total <= _MOST_WAKES,
        ),
    ]


def _median_wakes(rests: list[Rest]) -> dict[str, float]:
    names = {name for each in rests for name in each.wakes}
    return {name: statistics.median(each.wakes.get(name, 0.0) for each in rests) for name in names}
