"""The checkout's own Python environment: uv in .dev/uv, packages in .venv, exactly as locked."""

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tooling.places import Places
from tooling.stamps import fingerprint, is_current, record
from tooling.steps import run_step
from tooling.system import provide_pip

LOCK = "dev.lock"
UV_LOCK = "bootstrap.lock"


def provide_environment(places: Places) -> None:
    """Bring .venv to what the lock file says; instant when it is.

    Raises StepFailed with what pip or uv had to say.
    """
    value = fingerprint([places.locks / LOCK, places.root / "pyproject.toml"])
    stamp = places.stamp("environment")
    if is_current(stamp, value) and _is_usable(places):
        return
    stamp.unlink(missing_ok=True)
    uv = provide_uv(places)
    environment = uv_environment()
    if not _is_usable(places):
        _make_venv(places, uv, environment)
    _sync(places, uv, environment)
    record(stamp, value)


def provide_uv(places: Places) -> Path:
    """Return the pinned uv, fetched with pip into a folder of its own.

    A target folder is what Debian's externally managed Python allows (PEP 668), and neither the
    system nor a uv that is installed there is touched.
    """
    lock = places.locks / UV_LOCK
    value = fingerprint([lock])
    stamp = places.stamp("uv")
    program = places.uv / "bin" / ("uv.exe" if os.name == "nt" else "uv")
    if is_current(stamp, value) and program.is_file():
        return program
    stamp.unlink(missing_ok=True)
    shutil.rmtree(places.uv, ignore_errors=True)
    python = _base_python()
    provide_pip(python, root=places.root)
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    options = [
        "--no-deps",
        "--require-hashes",
        "--target",
        str(places.uv),
        "--requirement",
        str(lock),
    ]
    # Both are common in a person's own settings, and pip refuses a target folder beside them.
    environment = {**os.environ, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}
    command = [*install, *options]
    run_step("Installing uv into .dev/uv", command, cwd=places.root, env=environment)
    record(stamp, value)
    return program


def uv_environment() -> dict[str, str]:
    """Return the environment for uv: the machine's Pythons, certificates and package index."""
    environment = {"UV_SYSTEM_CERTS": "1", **os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    # Told on the command line instead; a shell's own environment is none of ours.
    environment.pop("VIRTUAL_ENV", None)
    if not {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & environment.keys():
        index = _read_pip_index()
        if index:
            environment["UV_DEFAULT_INDEX"] = index
    return environment


def _make_venv(places: Places, uv: Path, environment: dict[str, str]) -> None:
    version = ".".join(map(str, sys.version_info[:3]))
    command = [str(uv), "venv", "--quiet", "--clear", "--python", _base_python(), str(places.venv)]
    run_step(f"Making .venv for Python {version}", command, cwd=places.root, env=environment)


def _sync(places: Places, uv: Path, environment: dict[str, str]) -> None:
    lock = places.locks / LOCK
    pip = [str(uv), "pip"]
    target = ["--quiet", "--python", str(places.python)]
    # Compiled here, so that the first start is as quick as the second.
    sync = [*pip, "sync", *target, "--compile-bytecode", "--require-hashes", str(lock)]
    run_step(
        "Installing the locked packages into .venv (half a gigabyte the first time)",
        sync,
        cwd=places.root,
        env=environment,
    )
    # With hatchling from the lock there is nothing to fetch.
    own = [*pip, "install", *target, "--no-deps", "--no-build-isolation", "--editable", "."]
    run_step("Putting inglenook itself into .venv", own, cwd=places.root, env=environment)


def _is_usable(places: Places) -> bool:
    """Tell whether .venv is whole: a Python that was upgraded away leaves a dangling one."""
    config = places.venv / "pyvenv.cfg"
    if not (places.python.exists() and config.is_file()):
        return False
    parser = configparser.ConfigParser()
    parser.read_string(f"[venv]\n{config.read_text()}")
    return Path(parser["venv"]["home"]).is_dir()


def _base_python() -> str:
    """Return the system's interpreter, also when dev.py was started with the one in .venv."""
    return str(getattr(sys, "_base_executable", sys.executable))


def _read_pip_index() -> str:
    """Return the index that this machine's pip is told to use, or "" for the usual one."""
    command = [_base_python(), "-m", "pip", "config", "get", "global.index-url"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return os.environ.get("PIP_INDEX_URL") or answer.stdout.strip()
