"""`python -m benchmarks [NAME] [--quick] [--json FILE]`."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

from benchmarks.report import Row, as_records, show

NAMES = (
    "start",
    "second_launch",
    "second_window",
    "clicks",
    "saving",
    "hearing",
    "five_windows",
    "serving",
    "password",
    "long_work",
    "search",
    "graph",
    "typing",
    "uploading",
)
LONG_NAMES = ("an_hour",)
"""Only when they are asked for."""


def main(arguments: list[str]) -> int:
    """Run one benchmark or all of them; answer 0 when every goal was met."""
    parser = argparse.ArgumentParser(prog="dev.py bench")
    parser.add_argument(
        "name", nargs="?", choices=(*NAMES, *LONG_NAMES), help="which one; all when left out"
    )
    parser.add_argument("--quick", action="store_true", help="few rounds: does it run at all")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there as well")
    options = parser.parse_args(arguments)
    rows: list[Row] = []
    for name in [options.name] if options.name else NAMES:
        rows += importlib.import_module(f"benchmarks.{name}").measure(quick=options.quick)
    print(show(rows))
    if options.json:
        options.json.write_text(json.dumps(as_records(rows), indent=2), "utf-8")
    return 0 if options.quick or all(row.met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
