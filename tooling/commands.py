"""The commands of dev.py, each of which sets up what it needs and then does its one thing."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tooling import frontend, system
from tooling.environment import provide_environment
from tooling.faults import run_faults
from tooling.fuzz import run_campaigns
from tooling.locks import refresh_locks
from tooling.package.command import make_package
from tooling.parts import Part, list_checks, list_suites
from tooling.places import Places
from tooling.runner import Runner, format_table
from tooling.stamps import one_at_a_time
from tooling.steps import StepFailed, say

_BAD_USAGE = 2
_INTERRUPTED = 130
_MADE_BY_US = (".dev", ".venv", "node_modules", "webui/static", "dist", "build")
_CACHES = (".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache")

Command = Callable[[Places, list[str]], int]


def main(arguments: list[str]) -> int:
    """Do what the command line says and return the exit code."""
    name, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if name in ("help", "-h", "--help"):
        say(_describe_commands())
        return 0
    if name not in _COMMANDS:
        say(f"dev.py knows no command {name}.\n\n{_describe_commands()}")
        return _BAD_USAGE
    # A caller that stops us stops what we started, too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return _COMMANDS[name](Places(Path(__file__).resolve().parent.parent), rest)
    except StepFailed as failure:
        say(str(failure))
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return _INTERRUPTED


def run_app(places: Places, arguments: list[str]) -> int:
    """Set up and open Inglenook: run [-- ARGUMENTS OF INGLENOOK]"""
    given = arguments[1:] if arguments[:1] == ["--"] else arguments
    options = choose_screen(given, os.environ, sys.platform)
    if options != given:
        say("There is no screen here, so Inglenook opens for a browser instead of in a window.")
    if needs_window(options):
        system.provide_packages("the windows", system.WINDOW_PACKAGES, root=places.root)
    _set_up(places)
    # -P: a folder called desktop where the person happens to be is not ours.
    command = [str(places.python), "-P", "-m", "desktop", *options]
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606 - signals and the exit code pass straight
    return subprocess.run(command, check=False).returncode


def choose_screen(options: list[str], environment: Mapping[str, str], platform: str) -> list[str]:
    """Return the options, with --browser where Linux has no screen to show a window on."""
    has_screen = platform != "linux" or any(
        environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if has_screen or not needs_window(options):
        return options
    # Without a screen the only browsers to open are those that would take over the terminal.
    return ["--browser", "--no-open", *options]


def needs_window(options: Sequence[str]) -> bool:
    """Tell whether Inglenook opens a window when it is started with these options."""
    windowless = {"--browser", "--version", "--help", "-h", "new"}
    return not windowless & set(options)


def run_tests(places: Places, arguments: list[str]) -> int:
    """Set up and pass every test: test [--only PART] [ARGUMENTS OF PYTEST]"""
    parser = argparse.ArgumentParser(prog="dev.py test", allow_abbrev=False, add_help=False)
    parser.add_argument("--only", action="append", default=[])
    chosen, extra = parser.parse_known_args(arguments)
    packages = (*system.WINDOW_PACKAGES, *system.TEST_PACKAGES)
    system.provide_packages("the tests", packages, root=places.root)
    _set_up(places)
    checks = [] if extra else list_checks(places)
    return _run_parts(places, _pick([*checks, *list_suites(places, extra)], chosen.only))


def run_checks(places: Places, arguments: list[str]) -> int:
    """Read the code without running it, with ruff, mypy, biome: check [--only PART]"""
    parser = argparse.ArgumentParser(prog="dev.py check", allow_abbrev=False, add_help=False)
    parser.add_argument("--only", action="append", default=[])
    chosen = parser.parse_args(arguments)
    with one_at_a_time(places.state / "lock"):
        provide_environment(places)
        frontend.install_modules(places, places.python)
    return _run_parts(places, _pick(list_checks(places), chosen.only))


def build_pages(places: Places, arguments: list[str]) -> int:
    """Bundle webui/assets into webui/static, if a source has changed: build"""
    _expect_nothing("build", arguments)
    _set_up(places)
    return 0


def run_benchmark(places: Places, arguments: list[str]) -> int:
    """Measure one thing or all: bench [NAME] [--quick]"""
    packages = (*system.WINDOW_PACKAGES, *system.TEST_PACKAGES)
    system.provide_packages("the benchmarks", packages, root=places.root)
    _set_up(places)
    command = [str(places.python), "-m", "benchmarks", *arguments]
    return subprocess.run(command, cwd=places.root, check=False).returncode


def package(places: Places, arguments: list[str]) -> int:
    """Make what people install: package [--prove [--only VARIANT]] [--measure]"""
    packages: tuple[str, ...] = ()
    if {"--prove", "--measure"} & set(arguments):
        packages = (*system.WINDOW_PACKAGES, *system.TEST_PACKAGES, *system.PROOF_PACKAGES)
    system.provide_packages("the packages", (*packages, *system.PACKAGE_PACKAGES), root=places.root)
    _set_up(places)
    return make_package(places, arguments)


def fuzz(places: Places, arguments: list[str]) -> int:
    """Try for long to get in or break something: fuzz [NAME] [--seconds N]"""
    _set_up(places)
    return run_campaigns(places, arguments)


def faults(places: Places, arguments: list[str]) -> int:
    """Break disks, files, clocks and processes and look for losses: faults [NAME] [--short]"""
    packages = (*system.WINDOW_PACKAGES, *system.TEST_PACKAGES)
    system.provide_packages("the faults", packages, root=places.root)
    _set_up(places)
    return run_faults(places, arguments)


def refresh(places: Places, arguments: list[str]) -> int:
    """Write the lock files anew: lock [--upgrade]"""
    upgrade = arguments == ["--upgrade"]
    if not upgrade:
        _expect_nothing("lock", arguments)
    with one_at_a_time(places.state / "lock"):
        provide_environment(places)
        refresh_locks(places, upgrade=upgrade)
    return 0


def gather_words(places: Places, arguments: list[str]) -> int:
    """Bring the languages' catalogues up to date with the sentences in the sources: words"""
    _expect_nothing("words", arguments)
    _set_up(places)
    command = [str(places.python), "-m", "tooling.words", "gather"]
    return subprocess.run(command, cwd=places.root, check=False).returncode


def take_pictures(places: Places, arguments: list[str]) -> int:
    """Take pictures of every page and state: screenshots FOLDER [NAME…] [--readme] [--pages N]"""
    packages = (*system.WINDOW_PACKAGES, *system.TEST_PACKAGES)
    system.provide_packages("the pictures", packages, root=places.root)
    _set_up(places)
    command = [str(places.python), "-m", "tests.browser.pictures", *arguments]
    return subprocess.run(command, cwd=places.root, check=False).returncode


def clean(places: Places, arguments: list[str]) -> int:
    """Remove everything that dev.py and the tools have made: clean"""
    _expect_nothing("clean", arguments)
    for name in (*_MADE_BY_US, *_CACHES):
        if (places.root / name).exists():
            shutil.rmtree(places.root / name)
            say(f"Removed {name}")
    return 0


def _set_up(places: Places) -> None:
    with one_at_a_time(places.state / "lock"):
        provide_environment(places)
        frontend.build(places, places.python)


def _run_parts(places: Places, parts: list[Part]) -> int:
    began = time.monotonic()
    beside = [part for part in parts if not part.alone]
    readers = [part for part in beside if part.name != "unit"]
    suites = [part for part in beside if part.name == "unit"]
    alone = [part for part in parts if part.alone]
    results = Runner(places).run([readers, suites], alone)
    say(format_table(results, time.monotonic() - began))
    return 0 if all(result.passed for result in results) else 1


def _pick(parts: list[Part], names: list[str]) -> list[Part]:
    unknown = set(names) - {part.name for part in parts}
    if unknown:
        known = ", ".join(part.name for part in parts)
        raise StepFailed(f"There is no part {', '.join(sorted(unknown))}. There are: {known}")
    return [part for part in parts if not names or part.name in names]


def _expect_nothing(name: str, arguments: list[str]) -> None:
    if arguments:
        raise StepFailed(f"dev.py {name} takes no {arguments[0]}.")


def _describe_commands() -> str:
    lines = [f"  {name:<12}{command.__doc__}" for name, command in _COMMANDS.items()]
    return "\n".join(["python3 dev.py COMMAND", "", *lines])


_COMMANDS: dict[str, Command] = {
    "run": run_app,
    "test": run_tests,
    "check": run_checks,
    "build": build_pages,
    "bench": run_benchmark,
    "fuzz": fuzz,
    "faults": faults,
    "package": package,
    "lock": refresh,
    "words": gather_words,
    "screenshots": take_pictures,
    "clean": clean,
}
