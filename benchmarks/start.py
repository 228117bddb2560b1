"""From exec to the login page painted, and the host's memory, against a bare window.

Both programs run in turn on one X screen of their own, each in a fresh home. The web view itself
says when it painted (`first-contentful-paint` of the Paint Timing API, on the wall clock through
`performance.timeOrigin`), so nothing that polls is part of the time. Before a cold start the system
forgets what it has read of the disk, which only root can ask of Linux.
"""

from __future__ import annotations

import compileall
import os
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.report import Row, compare, exceed, spread
from tests.windows.devtools import ROOT, Program
from tests.windows.screens import Screen, own_screen

_ROUNDS, _QUICK_ROUNDS = 15, 2
_COLD_ROUNDS, _QUICK_COLD_ROUNDS = 5, 1
_COLD_PATIENCE = 90.0
_FORGET = Path("/proc/sys/vm/drop_caches")
_LARGEST_RATIO = 1.15
_MORE_MEGABYTES = 40.0
# The host's memory is read when the first second's work is over.
_SETTLE_SECONDS = 1.5

_PAINTED = """(() => {
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return document.body?.innerText.includes("You are not logged in") && paint
    ? performance.timeOrigin + paint.startTime : null })()"""


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds from exec to paint, processor seconds of the host until it was seen to be
    painted, megabytes of the host process (PSS)."""

    seconds: float
    processor: float
    megabytes: float


def measure(*, quick: bool) -> list[Row]:
    """Start both programs in turn and compare medians: warm, and cold where that can be had."""
    warm, cold = (_QUICK_ROUNDS, _QUICK_COLD_ROUNDS) if quick else (_ROUNDS, _COLD_ROUNDS)
    _compile()
    with own_screen() as screen, tempfile.TemporaryDirectory(prefix="bench-") as folder:
        base = Path(folder)
        data_dir = make_notebook(base)
        started = _start_in_turn(screen, base / "warm", data_dir, warm + 1)
        # The first of each reads the program from the disk.
        rows = _compare(*(each[1:] for each in started))
        if can_forget_disk():
            rows += _compare_cold(*_start_in_turn(screen, base / "cold", data_dir, cold, cold=True))
    return rows


def _start_in_turn(
    screen: Screen, base: Path, data_dir: Path, rounds: int, *, cold: bool = False
) -> tuple[list[Start], list[Start]]:
    ours: list[Start] = []
    bare: list[Start] = []
    for turn in range(rounds):
        for module, starts in (("desktop", ours), ("benchmarks.bare", bare)):
            home = base / f"{module}-{turn}"
            home.mkdir(mode=0o700, parents=True)
            if cold:
                forget_disk()
            starts.append(_start(screen, home, module, data_dir))
    return ours, bare


def can_forget_disk() -> bool:
    """Whether cold starts can be had here; where not, say so."""
    is_root = os.access(_FORGET, os.W_OK)
    if not is_root:
        print("cold starts were left out: only root on Linux can ask the system to forget")
    return is_root


def forget_disk() -> None:
    """Have the system drop what it has read of the disk, so that the next start is a cold one."""
    os.sync()
    _FORGET.write_text("3\n", "ascii")


def _compare(ours: list[Start], bare: list[Start]) -> list[Row]:
    times, floors = [each.seconds for each in ours], [each.seconds for each in bare]
    memory, memory_floors = [each.megabytes for each in ours], [each.megabytes for each in bare]
    print(f"middle half of the starts: {spread(times)} s, bare {spread(floors)} s")
    work, least_work = [each.processor for each in ours], [each.processor for each in bare]
    print(f"processor time of the host: {spread(work)} s, bare {spread(least_work)} s")
    print(f"quickest: {min(times):.2f} s, bare {min(floors):.2f} s")
    pairs = [one / other for one, other in zip(times, floors, strict=True)]
    print(f"ratio of neighbours, median: {statistics.median(pairs):.3f}")
    return [
        compare("exec to login page painted", times, floors, "s", _LARGEST_RATIO),
        exceed("memory of the host process", memory, memory_floors, "MB", _MORE_MEGABYTES),
    ]


def _compare_cold(ours: list[Start], bare: list[Start]) -> list[Row]:
    times, floors = [each.seconds for each in ours], [each.seconds for each in bare]
    print(f"middle half of the cold starts: {spread(times)} s, bare {spread(floors)} s")
    return [compare("the same, cold", times, floors, "s", _LARGEST_RATIO)]


def _start(screen: Screen, home: Path, module: str, data_dir: Path) -> Start:
    began = time.time()
    with Program(screen, home, module=module, data_dir=data_dir) as program:
        page = program.page(_COLD_PATIENCE)
        painted = float(page.wait_for(_PAINTED, _COLD_PATIENCE)) / 1000
        host = psutil.Process(program.process.pid)
        processor = sum(host.cpu_times()[:2])
        time.sleep(_SETTLE_SECONDS)
        memory = host.memory_full_info().pss / 1e6
    return Start(painted - began, processor, memory)


def _compile() -> None:
    """Compile both programs beforehand, as an installed one is."""
    for name in ("desktop", "webui", "benchmarks"):
        compileall.compile_dir(ROOT / name, quiet=1)
    # Some packages carry templates of Python files, which are none.
    compileall.compile_dir(sysconfig.get_path("purelib"), quiet=2, workers=2)


def make_notebook(base: Path) -> Path:
    """Make a notebook below `base` and answer its folder."""
    data_dir = base / "data"
    subprocess.run(
        [
            *(sys.executable, "-m", "desktop", "new"),
            *("--data-dir", str(data_dir), "--name", "Ada", "--password-fd", "0"),
        ],
        input=b"correct horse battery",
        stdout=subprocess.DEVNULL,
        cwd=ROOT,
        check=True,
    )
    return data_dir
