"""Proves the packages in a clean Debian: python -m tooling.package.prove VERSION [VARIANT…].

A folder gets a minimal Debian and nothing else but the .deb with what it depends on. An ordinary
user then lives through the story of tests/packaging/scene.py once for each variant. Ends with 0
only if all hold.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tooling.package import linux, texts
from tooling.package.clean_root import CleanRoot, make_clean_root
from tooling.package.places import PackagePlaces
from tooling.steps import StepFailed, run_step, say

_INSTALLED = "/usr/lib/inglenook"
# Laid beside the program for the proof: what is installed opens no debugging port.
_DRIVEN = "inglenook-proof"
_UNUSUAL = "/opt/Notizbücher und Zettel 書"
_OTHER_DRIVE = "/mnt/Other drive"


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to run the program. Paths are those inside; `way` is how the network is cut off."""

    name: str
    sentence: str
    program: str = "/usr/bin/inglenook"
    home: str = ""
    locked: str = ""
    way: str = ""
    environment: dict[str, str] = field(default_factory=dict)


def list_variants(version: str) -> list[Variant]:
    """Return all variants; the first is the plain one."""
    unpacked = f"{_UNUSUAL}/{_name_archive(version)}/inglenook"
    return [
        Variant("installed", "from the .deb, as by a double-click"),
        Variant(
            "portable",
            "unpacked below a path with spaces and other scripts",
            program=unpacked,
            home="/home/Zoë Müller 張",
        ),
        Variant("read-only", "from a folder that cannot be written to", locked=_INSTALLED),
        Variant("no-network", "with no network at all", way="nothing"),
        Variant("counted", "with a network that counts what is sent", way="counted"),
        Variant("other-drive", "with the home on another drive", home=f"{_OTHER_DRIVE}/ada"),
        Variant(
            "c-locale",
            "in the C locale, below a path with other scripts",
            program=unpacked,
            home="/home/Zoë",
            environment={"LC_ALL": "C", "LANG": "C"},
        ),
    ]


def prove(packages: PackagePlaces, version: str, names: list[str]) -> int:
    """Run the variants called `names`, or all. Returns the exit code; raises StepFailed."""
    chosen = [each for each in list_variants(version) if not names or each.name in names]
    failed: list[str] = []
    pictures = packages.dist / "proof"
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    _check_policy(packages, version)
    with make_clean_root(packages.root / ".dev" / "debs") as root:
        came = root.install(linux.find_deb(packages, version))
        say(f"Installed with apt; {len(came) - 1} packages came as its dependencies.")
        _unpack(packages, version, root)
        for folder in (_INSTALLED, f"{_UNUSUAL}/{_name_archive(version)}"):
            shutil.copy2(packages.proof_program, root.folder / folder.lstrip("/") / _DRIVEN)
        with _other_drive(root):
            for variant in chosen:
                if not _play(packages, root, variant, pictures):
                    failed.append(variant.name)
        (root.folder / _INSTALLED.lstrip("/") / _DRIVEN).unlink()
        _check_removal(root)
    say(f"\n{'Failed: ' + ', '.join(failed) if failed else 'All of it holds.'}")
    return 1 if failed else 0


def _play(packages: PackagePlaces, root: CleanRoot, variant: Variant, pictures: Path) -> bool:
    say(f"\n{variant.name}: {variant.sentence}")
    proof = packages.proof_sources
    folder = (
        _INSTALLED if variant.program.startswith("/usr/bin/") else str(Path(variant.program).parent)
    )
    began = time.monotonic()
    cut_off = [str(proof / "cut_off.sh"), variant.way] if variant.way else []
    scene = [sys.executable, "-m", "tests.packaging.scene", f"--root={root.folder}"]
    home = variant.home or f"/home/{variant.name}"
    scene += [f"--program={folder}/{_DRIVEN}", f"--shipped={variant.program}"]
    scene += [f"--home={home}", f"--locked={variant.locked}"]
    scene += [f"--pictures={pictures}", f"--name={variant.name}"]
    scene += ["--count-packets"] if variant.way else []
    scene += [f"--set={name}={value}" for name, value in variant.environment.items()]
    code = subprocess.run([*cut_off, *scene], cwd=packages.root, check=False).returncode
    say(f"  {'holds' if code == 0 else 'FAILED'}, {time.monotonic() - began:.0f} s")
    return code == 0


def _check_policy(packages: PackagePlaces, version: str) -> None:
    # What it may find all the same is explained in packaging/linux/lintian/.
    told = ["lintian", "--allow-root", "--fail-on=error,warning"]
    run_step(
        "Holding the .deb to Debian's policy",
        [*told, str(linux.find_deb(packages, version))],
        cwd=packages.root,
    )


def _unpack(packages: PackagePlaces, version: str, root: CleanRoot) -> None:
    target = root.folder / _UNUSUAL.lstrip("/")
    target.mkdir(parents=True)
    archive = linux.find_archive(packages, version)
    run_step(
        "Unpacking the portable archive",
        ["tar", "--extract", "--zstd", f"--file={archive}", f"--directory={target}"],
        cwd=packages.root,
    )


@contextmanager
def _other_drive(root: CleanRoot) -> Iterator[None]:
    drive = root.folder / _OTHER_DRIVE.lstrip("/")
    drive.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(drive)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(drive)], check=True)


def _check_removal(root: CleanRoot) -> None:
    notebooks = sorted((root.folder / "home").rglob("notebook.db"))
    root.run("apt-get", "purge", "--yes", texts.NAME)
    left = [
        str(path)
        for folder in ("usr", "etc", "var/lib/dpkg/info")
        for path in (root.folder / folder).rglob("*inglenook*")
    ]
    if left:
        raise StepFailed(f"Removing the package left {', '.join(left)}.")
    if any(not each.is_file() for each in notebooks):
        raise StepFailed("Removing the package took a notebook with it.")
    say(f"\nRemoved with apt: nothing of it is left, and {len(notebooks)} notebooks are.")


def _name_archive(version: str) -> str:
    return linux.find_archive(PackagePlaces(Path()), version).name.removesuffix(".tar.zst")


if __name__ == "__main__":
    # A caller that stops us leaves no root and no mount behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        sys.exit(prove(PackagePlaces(Path.cwd()), sys.argv[1], sys.argv[2:]))
    except StepFailed as failure:
        say(str(failure))
        sys.exit(1)
