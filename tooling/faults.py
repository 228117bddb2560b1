"""`dev.py faults`: the long runs of what the tests try for a moment."""

import os
import subprocess

from tooling.places import Places

_NICENESS = 10


def run_faults(places: Places, arguments: list[str]) -> int:
    """Run what tests/faults holds with these arguments, behind everything else on the machine."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    command = [str(places.python), "-m", "tests.faults", *arguments]
    return subprocess.run(command, cwd=places.root, check=False).returncode
