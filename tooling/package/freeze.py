"""Turns the checkout into a folder that holds the program with its Python and its web view."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tooling.package import windows
from tooling.package.completeness import find_missing, read_bundled
from tooling.package.places import PackagePlaces
from tooling.package.smoke import try_bundle
from tooling.steps import StepFailed, run_step, say


def freeze(packages: PackagePlaces, version: str) -> None:
    """Make `packages.frozen` anew. Raises StepFailed with what the tools had to say."""
    shutil.rmtree(packages.build, ignore_errors=True)
    packages.build.mkdir()
    packages.version_facts.write_text(windows.describe_version(version), "utf-8")
    python = str(packages.python)
    run_step(
        "Drawing the icons",
        [python, "-m", "tooling.package.icons"],
        cwd=packages.root,
    )
    run_pyinstaller(packages, packages.root / "build.spec", packages.frozen.parent)
    bundled = read_bundled(packages.build / "work" / "build")
    if missing := find_missing(packages.root, bundled, sys.platform):
        raise StepFailed("\n  ".join(["The bundle lacks what the sources import:", *missing]))
    if sys.platform == "linux":
        say("Trying what was bundled")
        try_bundle(packages.frozen / "inglenook", version)


def run_pyinstaller(packages: PackagePlaces, spec: Path, target: Path) -> None:
    """Bundle what `spec` describes into a folder below `target`."""
    options = ["--noconfirm", "--distpath", str(target)]
    options += ["--workpath", str(packages.build / "work")]
    run_step(
        f"Bundling with {spec.name} (a minute or two)",
        [str(packages.python), "-m", "PyInstaller", *options, str(spec)],
        cwd=packages.root,
    )
    if sys.platform == "linux":
        for folder in target.iterdir():
            clean(folder)


def clean(folder: Path) -> None:
    """Take out what only a debugger or the building machine reads.

    Symbols, 17 MB of libpython alone; and folders of this machine that a library would look into
    wherever it runs (CWE-426). The program itself carries its modules behind its code: left alone.
    """
    for library in _find_libraries(folder):
        # Of Qt's libraries ICU alone has symbols left.
        if "PySide6" not in library.parts or library.name.startswith("libicu"):
            subprocess.run(["strip", "--strip-unneeded", library], check=True)
        if looks_outside(library):
            if shutil.which("chrpath") is None:
                raise StepFailed("The bundle needs chrpath. On Debian or Ubuntu install chrpath.")
            told = ["chrpath", "--delete", str(library)]
            subprocess.run(told, check=True, stdout=subprocess.DEVNULL)


def looks_outside(library: Path) -> bool:
    """Tell whether a library looks for others at a place that is not beside itself."""
    command = ["readelf", "--dynamic", "--wide", str(library)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"\((?:RUNPATH|RPATH)\).*\[(.*)\]", told)
    return found is not None and not all(
        place.startswith("$ORIGIN") for place in found[1].split(":")
    )


def _find_libraries(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*.so*") if not path.is_symlink() and is_elf(path))


def is_elf(path: Path) -> bool:
    """Tell whether a file is a program or a library of Linux."""
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"
