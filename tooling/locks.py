"""Refreshes the lock files. They hold versions and hashes, and no address of any registry."""

from pathlib import Path

from tooling.environment import LOCK, UV_LOCK, provide_uv, uv_environment
from tooling.frontend import node_environment, npm_command
from tooling.package.tools import LOCK as PACKAGE_LOCK
from tooling.places import Places
from tooling.steps import run_step

_OLDEST_PYTHON = "3.11"


def refresh_locks(places: Places, *, upgrade: bool) -> None:
    """Write the lock files anew; versions that still fit stay unless ``upgrade``.

    Raises StepFailed with what uv or npm had to say.
    """
    uv = provide_uv(places)
    _compile(places, uv, UV_LOCK, [places.locks / "bootstrap.in"], upgrade=upgrade)
    sources: list[str | Path] = [places.root / "pyproject.toml", "--group", "dev"]
    _compile(places, uv, LOCK, sources, upgrade=upgrade)
    # What is bundled is what was tested, to the version.
    bundled: list[str | Path] = [places.root / "pyproject.toml", "--group", "package"]
    bundled += ["--constraints", places.locks / LOCK]
    _compile(places, uv, PACKAGE_LOCK, bundled, upgrade=upgrade)
    run_step(
        "Locking the front end's packages in package-lock.json",
        npm_command(places.python, "install", "--package-lock-only"),
        cwd=places.root,
        env=node_environment(),
    )


def _compile(
    places: Places, uv: Path, name: str, sources: list[str | Path], *, upgrade: bool
) -> None:
    options = ["--quiet", "--universal", "--generate-hashes", "--no-annotate"]
    options += ["--python-version", _OLDEST_PYTHON]
    options += ["--custom-compile-command", "python3 dev.py lock"]
    options += ["--upgrade"] if upgrade else []
    run_step(
        f"Locking Python packages in requirements/{name}",
        [uv, "pip", "compile", *options, "--output-file", places.locks / name, *sources],
        cwd=places.root,
        env=uv_environment(),
    )
