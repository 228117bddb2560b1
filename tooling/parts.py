"""The parts that make up a check or a test run: what each is called and what it runs."""

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from tooling.frontend import node_command
from tooling.places import Places

_GUI_SUITES = ("browser", "windows")
# Floods are judged by how quick a page stays, which says nothing beside another suite.
_ATTACKS = ("attacks/test_floods.py", "attacks/browser", "attacks/windows")
_OWN_PART = ("architecture", *_GUI_SUITES, *_ATTACKS)


@dataclass(frozen=True, slots=True)
class Part:
    """One command of a run, under a name that ``--only`` takes."""

    name: str
    command: tuple[str, ...]
    uses_pytest: bool = False
    alone: bool = False  # real windows and browsers: nothing else runs beside them
    may_be_empty: bool = False  # the person narrowed the choice of tests


def list_checks(places: Places) -> list[Part]:
    """Return the parts that read the code without running it."""
    python = str(places.python)
    biome = str(places.modules / "@biomejs" / "biome" / "bin" / "biome")
    return [
        Part("lint", (python, "-m", "ruff", "check", ".")),
        Part("format", (python, "-m", "ruff", "format", "--check", ".")),
        Part(
            "pages", tuple(node_command(python, biome, "ci", "--error-on-warnings", "--colors=off"))
        ),
        Part("imports", _pytest(places, ["tests/architecture"]), uses_pytest=True),
        Part("types", (python, "-m", "mypy")),
    ]


def list_suites(places: Places, extra: Sequence[str] = ()) -> list[Part]:
    """Return the parts that run the program; ``extra`` goes to pytest.

    A path in ``extra`` names the tests itself, so it makes one part of its own.
    """
    if any((places.root / argument.split("::")[0]).exists() for argument in extra):
        command = _wrap(_pytest(places, extra))
        return [Part("chosen", command, uses_pytest=True, alone=True)]
    ignored = [f"--ignore=tests/{name}" for name in _OWN_PART]
    unit = _pytest(places, ["tests", *ignored, "--numprocesses=auto", *extra])
    narrowed = bool(extra)
    suites = {**{name: (name,) for name in _GUI_SUITES}, "attacks": _ATTACKS}
    return [
        Part("unit", unit, uses_pytest=True, may_be_empty=narrowed),
        *(
            Part(
                name,
                _wrap(_pytest(places, [*(f"tests/{folder}" for folder in folders), *extra])),
                uses_pytest=True,
                alone=True,
                may_be_empty=narrowed,
            )
            for name, folders in suites.items()
        ),
    ]


def _pytest(places: Places, arguments: Sequence[str]) -> tuple[str, ...]:
    return (str(places.python), "-m", "pytest", "--color=no", *arguments)


def _wrap(command: tuple[str, ...]) -> tuple[str, ...]:
    """Give a suite a session bus of its own: Qt starts one otherwise, and leaves it behind."""
    if sys.platform == "linux" and shutil.which("dbus-run-session"):
        return ("dbus-run-session", "--", *command)
    return command
