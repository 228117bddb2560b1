"""The system packages that wheels cannot bring, on Debian and Ubuntu; other systems have them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tooling.steps import StepFailed, run_step, say

# What Qt WebEngine's wheels load from the system, found by starting them in a bare Debian 12.
WINDOW_PACKAGES = (
    "libasound2",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libgssapi-krb5-2",
    "libnss3",
    "libwayland-cursor0",
    "libwayland-egl1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxcomposite1",
    "libxdamage1",
    "libxkbcommon-x11-0",
    "libxkbfile1",
    "libxrandr2",
    "libxtst6",
)

# What the suites drive: a screen, its keys and windows, a Secret Service, a browser.
TEST_PACKAGES = (
    *("appstream", "chromium", "dbus", "desktop-file-utils", "gnome-keyring", "iproute2"),
    *("x11-utils", "xdotool", "xvfb"),
)

# What makes a .deb, and what proves it: a clean Debian, and pictures of the windows there.
PACKAGE_PACKAGES = (
    *("appstream", "binutils", "chrpath", "desktop-file-utils", "dpkg-dev", "zstd"),
)
PROOF_PACKAGES = ("debootstrap", "imagemagick", "iproute2", "lintian")


def provide_packages(purpose: str, names: Iterable[str], *, root: Path) -> None:
    """Install what is missing when we are root on Debian or Ubuntu, else print the command.

    Goes on when it may not install: the names fit Debian, and a derivative may differ.
    Raises StepFailed when apt-get cannot install them.
    """
    if not is_debian():
        return
    missing = find_missing(names, _list_installed())
    if not missing:
        return
    if os.geteuid() == 0:
        _install(missing, f"Installing system packages for {purpose}: {' '.join(missing)}", root)
    else:
        say(f"For {purpose} the system lacks some packages. This installs them:")
        say(f"  sudo {' '.join(_install_command(missing))}")


def provide_pip(python: str, *, root: Path) -> None:
    """See to it that ``python`` has pip, which Debian leaves out of python3.

    Raises StepFailed with the command to type when we cannot install it.
    """
    if _has_pip(python):
        return
    if is_debian() and python.startswith("/usr/bin/") and os.geteuid() == 0:
        _install(["python3-pip"], "Installing python3-pip", root)
        return
    command = f"{python} -m ensurepip"
    if is_debian() and python.startswith("/usr/bin/"):
        command = f"sudo {' '.join(_install_command(['python3-pip']))}"
    raise StepFailed(f"{python} has no pip. Install it with this, and start again:\n  {command}")


def is_debian() -> bool:
    """Tell whether this is Debian, Ubuntu or another system made of .deb packages."""
    return sys.platform == "linux" and shutil.which("dpkg-query") is not None


def find_missing(names: Iterable[str], installed: set[str]) -> list[str]:
    """Return the names that are installed under neither their own nor their newer name.

    Debian 13 and Ubuntu 24.04 renamed libraries for 64-bit time: libasound2 is libasound2t64.
    """
    return [name for name in names if not {name, f"{name}t64"} & installed]


def choose_names(names: Iterable[str], known: set[str]) -> list[str]:
    """Return each name as this release spells it."""
    return [f"{name}t64" if f"{name}t64" in known else name for name in names]


def _install(names: list[str], title: str, root: Path) -> None:
    command = _install_command(choose_names(names, _list_known()), "-qq")
    try:
        run_step(title, command, cwd=root, env=_quiet_environment())
    except StepFailed:
        # Fresh images have no package lists, old ones name files that are gone.
        update = ["apt-get", "update", "-qq"]
        run_step("Fetching Debian's package lists", update, cwd=root, env=_quiet_environment())
        command = _install_command(choose_names(names, _list_known()), "-qq")
        run_step(title, command, cwd=root, env=_quiet_environment())


def _install_command(names: list[str], *options: str) -> list[str]:
    return ["apt-get", "install", "--yes", "--no-install-recommends", *options, *names]


def _quiet_environment() -> dict[str, str]:
    return {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}


def _list_installed() -> set[str]:
    lines = _read("dpkg-query", "--show", "--showformat=${db:Status-Status} ${Package}\\n")
    return {line.removeprefix("installed ") for line in lines if line.startswith("installed ")}


def _list_known() -> set[str]:
    return set(_read("apt-cache", "pkgnames"))


def _read(*command: str) -> list[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()


def _has_pip(python: str) -> bool:
    command = [python, "-c", "import pip"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
