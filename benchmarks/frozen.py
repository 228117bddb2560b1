"""The bundle that people install, against a bare window, bundled and trimmed in the same way.

`python -m benchmarks.frozen [--quick]`, after `dev.py package`. The size is of the files; the start
is from exec to the login page painted, both programs in turn on one screen, each in a fresh home,
warm and, for root on Linux, cold.
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
from benchmarks.start import can_forget_disk, forget_disk, make_notebook
from tests.windows.devtools import Program
from tests.windows.screens import Screen, own_screen
from tooling.package.freeze import run_pyinstaller
from tooling.package.linux import measure as measure_folder
from tooling.package.places import PackagePlaces

_ROUNDS, _QUICK_ROUNDS = 11, 2
_COLD_ROUNDS, _QUICK_COLD_ROUNDS = 5, 1
_COLD_PATIENCE = 90.0
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
    warm, cold = (_QUICK_ROUNDS, _QUICK_COLD_ROUNDS) if quick else (_ROUNDS, _COLD_ROUNDS)
    programs = _lay_out_driven(packages), floor / "bare"
    with own_screen() as screen, tempfile.TemporaryDirectory(prefix="bench-") as folder:
        base = Path(folder)
        data_dir = make_notebook(base)
        # The first of each reads the program from the disk.
        started = _start_in_turn(screen, base / "warm", data_dir, programs, warm + 1)
        rows = [_compare("frozen: exec to login page painted", *(each[1:] for each in started))]
        if can_forget_disk():
            started = _start_in_turn(screen, base / "cold", data_dir, programs, cold, cold=True)
            rows.append(_compare("frozen: the same, cold", *started))
    return [exceed("installed size", [sizes[0]], [sizes[1]], "MB", _MORE_MEGABYTES), *rows]


def _compare(name: str, ours: list[float], bare: list[float]) -> Row:
    print(f"{name}: middle half {spread(ours)} s, bare {spread(bare)} s")
    return compare(name, ours, bare, "s", _LARGEST_RATIO)


def _lay_out_driven(packages: PackagePlaces) -> Path:
    """Answer the program that can be asked when it painted, in a folder beside the bundle.

    What people install opens no debugging port; this one differs from it in nothing else.
    """
    folder = packages.build / "driven"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "_internal").symlink_to(packages.frozen / "_internal")
    return Path(shutil.copy2(packages.proof_program, folder))


def _start_in_turn(
    screen: Screen,
    base: Path,
    data_dir: Path,
    programs: tuple[Path, Path],
    rounds: int,
    *,
    cold: bool = False,
) -> tuple[list[float], list[float]]:
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds):
        for program, times in zip(programs, taken, strict=True):
            home = base / f"{program.name}-{turn}"
            home.mkdir(mode=0o700, parents=True)
            if cold:
                forget_disk()
            times.append(_start(screen, home, program, data_dir))
    return taken


def _start(screen: Screen, home: Path, program: Path, data_dir: Path) -> float:
    began = time.time()
    with Frozen(screen, home, program, data_dir) as running:
        page = running.page(_COLD_PATIENCE)
        return float(page.wait_for(PAINTED, _COLD_PATIENCE)) / 1000 - began


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="benchmarks.frozen")
    parser.add_argument("--quick", action="store_true", help="few rounds: does it run at all")
    options = parser.parse_args()
    rows = measure(quick=options.quick)
    print(show(rows))
    sys.exit(0 if options.quick or all(row.met for row in rows) else 1)
