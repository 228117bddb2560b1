"""The environment that packages are made in: what is bundled, what bundles it, and nothing else."""

from __future__ import annotations

from tooling.environment import provide_uv, uv_environment
from tooling.package.places import PackagePlaces
from tooling.places import Places
from tooling.stamps import fingerprint, is_current, record
from tooling.steps import run_step

LOCK = "package.lock"


def provide_tools(places: Places, packages: PackagePlaces) -> None:
    """Bring the environment to what its lock file says; instant when it is.

    Raises StepFailed with what uv had to say.
    """
    lock = places.locks / LOCK
    value = fingerprint([lock])
    stamp = places.stamp("package")
    if is_current(stamp, value) and packages.python.exists():
        return
    stamp.unlink(missing_ok=True)
    uv, environment = str(provide_uv(places)), uv_environment()
    if not packages.python.exists():
        make = [uv, "venv", "--quiet", "--clear", "--python", str(places.python)]
        run_step(
            "Making an environment for packages",
            [*make, str(packages.venv)],
            cwd=places.root,
            env=environment,
        )
    sync = [uv, "pip", "sync", "--quiet", "--python", str(packages.python), "--require-hashes"]
    run_step(
        "Installing the locked packages into it",
        [*sync, str(lock)],
        cwd=places.root,
        env=environment,
    )
    record(stamp, value)
