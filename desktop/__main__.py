"""argv in, exit code out."""

# ruff: noqa: PLC0415 - --help and a wrong option end before the program is loaded

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from desktop.failures import CannotStart
from desktop.options import read_options


def main(argv: Sequence[str] | None = None) -> int:
    """Run Inglenook and answer its exit code.

    0 ended well, 1 unexpected error, 2 wrong option, 3 no screen, 4 folder or notebook unusable,
    and of commands 5 wrong password, 6 refused, 7 damaged, 130 cancelled.
    """
    return start(lambda: _run(sys.argv[1:] if argv is None else argv))


def start(run: Callable[[], int]) -> int:
    """Answer what `run` answers, and put what it raises into one sentence for the person."""
    try:
        return run()
    except CannotStart as reason:
        from desktop.app import find_words
        from desktop.telling import tell

        tell(reason.say_with(find_words()))
        return reason.code


def _run(argv: Sequence[str]) -> int:
    phrase: Callable[[str], str] = str
    if "--help" in argv or "-h" in argv:
        from desktop.app import find_words

        phrase = find_words()
    options = read_options(argv, phrase)
    from desktop.app import run

    return run(options)


if __name__ == "__main__":
    sys.exit(main())
