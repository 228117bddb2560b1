"""A clean Debian in a folder, with nothing in it but a package and what that depends on."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tooling.steps import StepFailed, run_step

SUITE = "bookworm"
USER = 1000
USER_NAME = "ada"
_TARGETS = "$(LABEL)|$(REPO_URI)|$(COMPONENT)"


class CleanRoot:
    """A minimal Debian below `folder`, with one ordinary user."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def inside(self, path: Path) -> str:
        """Return what a path below the folder is called from inside."""
        return f"/{path.relative_to(self.folder)}"

    def run(self, *command: str) -> str:
        """Run a command inside as root and return what it prints. Raises StepFailed."""
        told = subprocess.run(
            ["chroot", str(self.folder), *command],
            env={
                "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
                "DEBIAN_FRONTEND": "noninteractive",
                "LC_ALL": "C.UTF-8",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        if told.returncode != 0:
            raise StepFailed(told.stdout[-2000:] + told.stderr[-2000:])
        return told.stdout

    def list_packages(self) -> set[str]:
        return set(self.run("dpkg-query", "-W", "-f", "${Package}\n").split())

    def install(self, deb: Path) -> set[str]:
        """Install `deb` with apt, and return the names of all packages that came with it."""
        before = self.list_packages()
        copied = self.folder / "var" / "cache" / deb.name
        shutil.copy(deb, copied)
        self.run("apt-get", "install", "--yes", "--no-install-recommends", self.inside(copied))
        copied.unlink()
        return self.list_packages() - before

    def give(self, path: Path) -> None:
        """Make the user the owner of a folder and all in it."""
        for each in [path, *path.rglob("*")]:
            os.chown(each, USER, USER, follow_symlinks=False)


@contextmanager
def make_clean_root(cache: Path) -> Iterator[CleanRoot]:
    """Make one in a temporary folder, from the mirror that this machine's own apt uses.

    Debian's packages are kept in `cache`. Needs root. Raises StepFailed.
    """
    if os.geteuid() != 0:
        raise StepFailed("A clean Debian is made by root alone. Start this again as root.")
    cache.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="inglenook-proof-"))
    folder.chmod(0o755)
    try:
        options = ["--variant=minbase", f"--cache-dir={cache.resolve()}"]
        run_step(
            "Making a clean Debian 12",
            ["debootstrap", *options, SUITE, str(folder), read_mirror()],
            cwd=folder,
        )
        for name in ("resolv.conf", "hosts"):
            shutil.copy(f"/etc/{name}", folder / "etc" / name)
        root = CleanRoot(folder)
        root.run("apt-get", "update", "-qq")
        root.run("useradd", "--create-home", "--uid", str(USER), USER_NAME)
        yield root
    finally:
        _remove(folder)


def read_mirror() -> str:
    """Return the address of Debian's archive that this machine's apt is told to use."""
    command = ["apt-get", "indextargets", "--format", _TARGETS, "Created-By: Packages"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    for line in told.stdout.splitlines():
        label, address, component = line.split("|")
        if label == "Debian" and component == "main":
            return address
    raise StepFailed("apt knows no archive of Debian here. Run apt-get update, and start again.")


def _remove(folder: Path) -> None:
    mounts = Path("/proc/mounts").read_text().splitlines()
    if any(line.split()[1].startswith(str(folder)) for line in mounts):
        raise StepFailed(f"Something is still mounted below {folder}; it was not removed.")
    shutil.rmtree(folder)
