"""Runs one step of the set-up: a line that says what it does, and its output only if it fails."""

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_PULSE = 10.0  # seconds between two dots of a step that takes long


class StepFailed(Exception):
    """A step could not be done. The text is what the person should read, and do."""


def say(line: str) -> None:
    """Print one line at once, also when the output is a pipe."""
    print(line, flush=True)


def run_step(
    title: str,
    command: Sequence[str | Path],
    *,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    hint: str = "",
) -> None:
    """Run ``command`` quietly under one line of text; a dot every ten seconds shows it lives.

    Raises StepFailed with the command's own output, followed by ``hint``.
    """
    print(f"{title} …", end="", flush=True)
    began = time.monotonic()
    try:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
    except OSError as error:
        say(" failed")
        raise StepFailed(f"{command[0]} could not be started: {error}") from error
    output = _wait(process)
    if process.returncode != 0:
        say(" failed")
        raise StepFailed("\n".join(part for part in (output.strip(), hint) if part))
    say(f" {time.monotonic() - began:.1f} s")


def _wait(process: subprocess.Popen[str]) -> str:
    with process:
        while True:
            try:
                return process.communicate(timeout=_PULSE)[0]
            except subprocess.TimeoutExpired:
                sys.stdout.write(".")
                sys.stdout.flush()
            except KeyboardInterrupt:
                process.terminate()
                raise
