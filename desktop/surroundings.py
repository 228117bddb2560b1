"""The environment variables of an installed program, put right before anything reads them."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, MutableMapping


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


def read_languages(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Answer the tags of the languages that the system speaks to this person, the first first.

    As gettext reads them: LANGUAGE is a list, and the others name one with its encoding.
    """
    found = environment.get("LANGUAGE", "").split(":")
    found += [environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    import locale  # noqa: PLC0415 - only a command needs it

    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only there

        ui_language = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        found.append(locale.windows_locale.get(ui_language, ""))
    found.append(locale.getlocale()[0] or "")
    tags = (each.partition(".")[0].partition("@")[0].replace("_", "-") for each in found)
    return [tag for tag in dict.fromkeys(tags) if tag and tag not in ("C", "POSIX")]
