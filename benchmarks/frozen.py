"""The bundle that people install, against a bare window, bundled and trimmed in the same way.

`python -m benchmarks.frozen [--quick]`, after `dev.py package`. The size is of the files; the start
is from exec to the login page painted, both programs in turn on one screen, each in a fresh home.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.report import Row, compare, exceed, show, spread
from benchmarks.start import _PAINTED as PAINTED
from benchmarks.start import make_notebook
from tests.windows.devtools import Program
from tests.windows.screens import Screen, own_screen
from tooling.package.freeze import run_pyinstaller
from tooling.package.linux import measure as measure_folder
from tooling.package.places import PackagePlaces

_ROUNDS, _QUICK_ROUNDS = 11, 2
_LARGEST_RATIO = 1.15
_MORE_MEGABYTES = 15.0


class Frozen(Program):
    """A bundled program on a screen."""

    def __init__(self, screen: Screen, home: Path, program: Path, data_dir: Path) -> None:
        super().__init__(screen, home, data_dir=data_dir)
        self._command = [str(program), f"--data-dir={data_dir}"]


def measure(*, quick: bool) -> list[Row]:
    """Compare sizes, and medians of starts that took turns."""
    packages = PackagePlaces(Path.cwd())
    floor = packages.build / "bare" / "bare"
    if not floor.is_dir():
        run_pyinstaller(packages, packages.root / "benchmarks" / "bare.spec", floor.parent)
    sizes = [measure_folder(folder) / 1e6 for folder in (packages.frozen, floor)]
    ours, bare = _start_in_turn(
        _lay_out_driven(packages), floor / "bare", _QUICK_ROUNDS if quick else _ROUNDS
    )
    print(f"middle half of the starts: {spread(ours)} s, bare {spread(bare)} s")
    return [
        exceed("installed size", [sizes[0]], [sizes[1]], "MB", _MORE_MEGABYTES),
        compare("frozen: exec to login page painted", ours, bare, "s", _LARGEST_RATIO),
    ]


def _lay_out_driven(packages: PackagePlaces) -> Path:
    """Answer the program that can be asked when it painted, in a folder beside the bundle.

    What people install opens no debugging port; this one differs from it in nothing else.
    """
    folder = packages.build / "driven"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "_internal").symlink_to(packages.frozen / "_internal")
    return Path(shutil.copy2(packages.proof_program, folder))


def _start_in_turn(program: Path, floor: Path, rounds: int) -> tuple[list[float], list[float]]:
    ours: list[float] = []
    bare: list[float] = []
    with own_screen() as screen, tempfile.TemporaryDirectory(prefix="bench-") as folder:
        base = Path(folder)
        data_dir = make_notebook(base)
        for turn in range(rounds + 1):
            taken = (
                _start(screen, base / f"ours-{turn}", program, data_dir),
                _start(screen, base / f"bare-{turn}", floor, data_dir),
            )
            if turn > 0:  # the first of each reads the program from a cold disk
                ours.append(taken[0])
                bare.append(taken[1])
    return ours, bare


def _start(screen: Screen, home: Path, program: Path, data_dir: Path) -> float:
    home.mkdir(mode=0o700)
    began = time.time()
    with Frozen(screen, home, program, data_dir) as running:
        return float(running.page().wait_for(PAINTED)) / 1000 - began


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="benchmarks.frozen")
    parser.add_argument("--quick", action="store_true", help="few rounds: does it run at all")
    options = parser.parse_args()
    rows = measure(quick=options.quick)
    print(show(rows))
    sys.exit(0 if options.quick or all(row.met for row in rows) else 1)
