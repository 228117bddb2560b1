"""`python -m tests.faults [NAME] [--short]`: break things, print a line a class, fail on a loss."""

from __future__ import annotations

import argparse
import logging
import random
import sys
import time

from tests.faults.classes import CLASSES
from tests.faults.workshop import Scale

TRIES, SHORT_TRIES = 1000, 60


def main() -> int:
    """Run one class or all, and answer 1 when anything was lost."""
    parser = argparse.ArgumentParser(prog="dev.py faults", allow_abbrev=False)
    parser.add_argument("name", nargs="?", choices=sorted(CLASSES), help="all, when left out")
    parser.add_argument("--short", action="store_true", help=f"{SHORT_TRIES} tries for each")
    parser.add_argument("--tries", type=int, default=None, help=f"for each; default {TRIES}")
    parser.add_argument("--seed", type=int, default=None, help="to repeat a run")
    chosen = parser.parse_args()
    seed = int(time.time()) if chosen.seed is None else chosen.seed
    tries = chosen.tries or (SHORT_TRIES if chosen.short else TRIES)
    print(f"seed {seed}", flush=True)
    # A line for each class; what the program logs of what is done to it is not asked for.
    logging.disable()
    lost = 0
    for name in [chosen.name] if chosen.name else CLASSES:
        began = time.monotonic()
        tally = CLASSES[name](Scale(tries, random.Random(seed)))
        print(f"{tally}  [{time.monotonic() - began:.0f} s]", flush=True)
        lost += not tally.is_clean
    print("Nothing was lost." if not lost else "Something was lost.")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
