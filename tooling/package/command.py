"""`dev.py package`: makes what people install, proves it in a clean machine, and measures it."""

from __future__ import annotations

import argparse
import ast
import hashlib
import os
import subprocess
import sys
from pathlib import Path

from tooling.package import freeze, linux, macos, windows
from tooling.package.places import PackagePlaces
from tooling.package.tools import provide_tools
from tooling.places import Places
from tooling.stamps import fingerprint, is_current, record
from tooling.steps import StepFailed, run_step, say

# What a package is made from; a change to any of it makes the last one stale.
_SOURCES = (
    "build.spec",
    "desktop",
    "webui",
    "packaging",
    "tooling/package",
    "requirements/package.lock",
    "CHANGELOG.md",
    "LICENSE",
)
_NICENESS = 10


def make_package(places: Places, arguments: list[str]) -> int:
    """Do what the command line says: make, and then prove or measure. The front end is built."""
    parser = argparse.ArgumentParser(prog="dev.py package", allow_abbrev=False, add_help=False)
    parser.add_argument("--prove", action="store_true")
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--only", action="append", default=[])
    chosen = parser.parse_args(arguments)
    packages = PackagePlaces(places.root)
    version = read_version(places.root)
    provide_tools(places, packages)
    _make(places, packages, version)
    code = 0
    if chosen.prove:
        code = _run(places, "tooling.package.prove", version, *chosen.only)
    if chosen.measure:
        code = _run(places, "benchmarks.frozen") or code
    return code


def read_version(root: Path) -> str:
    """Return `desktop.__version__` without importing it."""
    tree = ast.parse((root / "desktop" / "__init__.py").read_text("utf-8"))
    for node in tree.body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id="__version__")], value=ast.Constant(value=str(version))
            ):
                return version
    raise StepFailed("desktop/__init__.py says no __version__.")


def _make(places: Places, packages: PackagePlaces, version: str) -> None:
    value = fingerprint(path for source in _SOURCES for path in _list_sources(places.root / source))
    stamp = places.stamp("packages")
    if is_current(stamp, value) and any(packages.dist.glob("SHA256SUMS*")):
        say("The packages in dist/ are of this very source.")
        return
    stamp.unlink(missing_ok=True)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    packages.dist.mkdir(exist_ok=True)
    freeze.freeze(packages, version)
    made = _make_for_this_system(packages, version)
    made.append(_write_bill(packages, version))
    _write_sums(packages, made)
    record(stamp, value)
    for path in made:
        say(f"  {path.relative_to(places.root)}  {path.stat().st_size / 1e6:.1f} MB")


def _make_for_this_system(packages: PackagePlaces, version: str) -> list[Path]:
    if sys.platform == "win32":
        return windows.make_installer(packages, version)
    if sys.platform == "darwin":
        return macos.make_image(packages, version)
    return linux.make_packages(packages, version)


def _write_bill(packages: PackagePlaces, version: str) -> Path:
    bill = packages.dist / f"inglenook-{version}-{sys.platform}.cdx.json"
    run_step(
        "Writing what it is made of",
        [str(packages.python), "-m", "tooling.package.bill", version, str(bill)],
        cwd=packages.root,
    )
    return bill


def _write_sums(packages: PackagePlaces, made: list[Path]) -> None:
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made]
    # One file for each system, so that a release can hold all three. With the line ends that
    # sha256sum reads: on Windows, too.
    sums = packages.dist / f"SHA256SUMS-{sys.platform}"
    sums.write_text("".join(lines), "utf-8", newline="\n")


def _list_sources(source: Path) -> list[Path]:
    if source.is_file():
        return [source]
    return [
        path
        for path in sorted(source.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]


def _run(places: Places, module: str, *arguments: str) -> int:
    command = [str(places.python), "-m", module, *arguments]
    return subprocess.run(command, cwd=places.root, check=False).returncode
