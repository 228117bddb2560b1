"""The environment variables of an installed program, put right before anything reads them."""

from __future__ import annotations

from collections.abc import MutableMapping


def give_back_library_path(environment: MutableMapping[str, str]) -> None:
    """Undo, for programs that are started from here, what PyInstaller's loader did for this one.

    A browser or a mail program would otherwise load this program's libraries in place of its own.
    The libraries here are found all the same: the system reads the variable when a process starts.
    """
    former = environment.pop("LD_LIBRARY_PATH_ORIG", None)
    if former is not None:
        environment["LD_LIBRARY_PATH"] = former
    else:
        environment.pop("LD_LIBRARY_PATH", None)


def speak_utf8(environment: MutableMapping[str, str]) -> None:
    """Use UTF-8 in a locale that has no language: Qt does so as well, but complains first."""
    settings = (environment.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    if next(filter(None, settings), "C") in ("C", "POSIX"):
        environment["LC_ALL"] = "C.UTF-8"


def drop_debug_switches(environment: MutableMapping[str, str]) -> None:
    """Take out what opens a web view's debugging port or weakens its sandbox.

    Whoever may set them could as well read the pages; but a program that people install has no
    such door, not even a closed one (CWE-489). From a checkout they are a developer's to set.
    """
    for name in list(environment):
        if name.upper().startswith(("QTWEBENGINE_", "WEBVIEW2_")):
            del environment[name]
