"""A second double-click, from exec to its end, against a start that only says the version.

When the second launch ends, the first copy has heard it and its window was told to come up: the
answer is sent after that. Both programs run in turn; the first of each reads a cold disk.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.report import Row, exceed, spread
from benchmarks.start import make_notebook
from tests.windows.devtools import ROOT, Program
from tests.windows.screens import own_screen

_ROUNDS, _QUICK_ROUNDS = 21, 3
_MORE_SECONDS = 0.3


def measure(*, quick: bool) -> list[Row]:
    """Start both in turn beside a running copy, and compare medians."""
    handed: list[float] = []
    floors: list[float] = []
    with own_screen() as screen, tempfile.TemporaryDirectory(prefix="bench-") as folder:
        base = Path(folder)
        data_dir = make_notebook(base)
        environment = {"DISPLAY": screen.display, "HOME": folder, "PATH": "/usr/bin:/bin"}
        home = base / "home"
        home.mkdir(mode=0o700)
        with Program(screen, home, data_dir=data_dir) as program:
            program.page().wait_for("!!document.querySelector('input[name=password]')")
            for turn in range((_QUICK_ROUNDS if quick else _ROUNDS) + 1):
                taken = _time(environment, "--data-dir", str(data_dir))
                floor = _time(environment, "--version")
                if turn > 0:
                    handed.append(taken)
                    floors.append(floor)
    print(f"middle half: {spread(handed)} s, floor {spread(floors)} s")
    return [exceed("second launch: handed over and ended", handed, floors, "s", _MORE_SECONDS)]


def _time(environment: dict[str, str], *options: str) -> float:
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "desktop", *options],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=20,
    )
    return time.perf_counter() - began
