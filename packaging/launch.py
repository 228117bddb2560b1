"""What the installed program starts with."""

import os
import sys


def give_back_library_path() -> None:
    """Undo, for programs that are started from here, what PyInstaller's loader did for this one.

    A browser or a mail program would otherwise load this program's libraries in place of its own.
    The libraries here are found already: the loader reads the variable when a process starts.
    """
    former = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if former is not None:
        os.environ["LD_LIBRARY_PATH"] = former
    elif getattr(sys, "frozen", False):
        os.environ.pop("LD_LIBRARY_PATH", None)


if __name__ == "__main__":
    give_back_library_path()
    from desktop.__main__ import main

    sys.exit(main())
