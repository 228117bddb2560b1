"""`python -m tests.fuzz [NAME] [--seconds N]`: try for long, print counts, fail if one got in."""

from __future__ import annotations

import argparse
import random
import sys
import time

from tests.fuzz.campaigns import CAMPAIGNS, NO_LIMIT

_SECONDS = 120.0


def main() -> int:
    """Run one campaign or all, and answer 1 when anything got through, was slow, or broke."""
    parser = argparse.ArgumentParser(prog="dev.py fuzz", allow_abbrev=False)
    parser.add_argument("name", nargs="?", choices=sorted(CAMPAIGNS), help="all, when left out")
    parser.add_argument("--seconds", type=float, default=_SECONDS, help="for each; default 120")
    parser.add_argument("--seed", type=int, default=None, help="to repeat a run")
    chosen = parser.parse_args()
    seed = int(time.time()) if chosen.seed is None else chosen.seed
    is_clean = True
    for name in [chosen.name] if chosen.name else CAMPAIGNS:
        print(f"{name}, seed {seed}, {chosen.seconds:g} s", flush=True)
        for tally in CAMPAIGNS[name](NO_LIMIT, chosen.seconds, random.Random(seed)):
            print(tally, flush=True)
            is_clean = is_clean and tally.is_clean
    print("Nothing got through." if is_clean else "Something got through, was slow, or broke.")
    return 0 if is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
