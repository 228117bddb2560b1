#!/usr/bin/env python3
"""Everything a developer types: `python3 dev.py help` lists it."""

import sys

if sys.version_info < (3, 11):
    # Kept readable for an old Python, so that it can say this instead of a syntax error.
    sys.exit(
        "Inglenook needs Python 3.11 or newer, and this is %d.%d. "
        "Start dev.py with a newer one: python3.11 dev.py" % sys.version_info[:2]
    )

if __name__ == "__main__":
    from tooling.commands import main

    sys.exit(main(sys.argv[1:]))
