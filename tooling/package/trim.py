"""What a bundle leaves out of what PyInstaller would put in, and why. Pure: build.spec asks it.

Paths are those inside the bundle, with "/". Sizes were seen with PySide6 6.12 on Debian 12.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

# Never among them: PySide6.QtPrintSupport (pages stay blank without it), keyring's back ends of
# other systems (keyring reads all their names at its start) and _cffi_backend (its absence shows
# only as "no keyring").
EXCLUDED_MODULES = (
    "IPython",
    "PIL",
    "PyInstaller",
    "PyQt5",
    "PyQt6",
    "PySide2",
    # QtPy and PyInstaller name them, nothing here uses them, and their C++ libraries stay.
    "PySide6.QtDataVisualization",
    "PySide6.QtOpenGL",
    "PySide6.QtOpenGLWidgets",
    "PySide6.QtPositioning",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtQuickWidgets",
    "_pytest",
    "distutils",
    "ensurepip",
    "idlelib",
    "lib2to3",
    "numpy",
    "pip",
    "pydoc",
    # Code is coloured by classes of our own: the languages are used, and nothing that draws them.
    "pygments.cmdline",
    "pygments.formatters",
    "pygments.sphinxext",
    "pygments.styles",
    "pytest",
    "readline",
    "setuptools",
    "sqlite3",  # the notebook's SQLite is apsw
    "test",
    "tkinter",
    "turtle",
    "xmlrpc",
)

REQUIRED_MODULES = ("_cffi_backend", "PySide6.QtPrintSupport")
"""What nothing imports by name where PyInstaller could see it."""

OPTIMIZE = 2
"""Python's own level: no docstrings, which nobody reads here, and no assertions."""

WITH_DATA = ("latex2mathml",)
"""What reads files beside its code that PyInstaller does not know of."""

_OF_ONE_SYSTEM = {
    "desktop.away.logind": "linux",
    "desktop.away.macos": "darwin",
    "desktop.away.windows": "win32",
    "desktop.backends.cocoa": "darwin",
    "desktop.backends.qt": "linux",
}
"""The program's own modules that one system alone can import, by how their names begin."""

_WEB_VIEWS = {"linux": {"qt"}, "win32": {"edgechromium", "win32", "winforms"}, "darwin": {"cocoa"}}
_ALL_WEB_VIEWS = {"android", "cef", "cocoa", "edgechromium", "gtk", "mshtml", "qt"} | {
    "win32",
    "winforms",
}

_PLUGINS = (
    "iconengines/libqsvgicon",
    "imageformats/libqico",
    "imageformats/libqjpeg",
    "imageformats/libqsvg",
    "platforminputcontexts/libcompose",
    "platforminputcontexts/libibus",
    "platforms/libqoffscreen",
    "platforms/libqwayland",
    "platforms/libqxcb",
    "platformthemes/libqgtk3",  # the desktop's own file dialog and dark mode
    "platformthemes/libqxdgdesktopportal",
    "printsupport/",
    "wayland-decoration-client/",
    "wayland-graphics-integration-client/",
    "wayland-shell-integration/",
    "xcbglintegrations/",
)
_LOCALE = re.compile(r"qtwebengine_locales/(?!en-US\.pak$)")
_DATES = re.compile(r"^babel/locale-data/(?!(root|(de|es|fr|ja|zh)(_\w+)?)\.dat$)")
_SPOKEN = frozenset({"de", "en", "es", "fr", "ja", "zh"})
# Of those that it does speak: what has to do with neither dates nor plain numbers.
_NO_DATES = frozenset(
    {
        *("all_currencies", "compact_currency_formats", "compound_unit_patterns"),
        *("currency_names", "currency_names_plural", "languages", "meta_zones", "scripts"),
        *("territories", "territory_currencies", "territory_languages", "territory_zones"),
        *("time_zones", "unit_display_names", "unit_patterns", "variants"),
        *("windows_zone_mapping", "zone_territories"),
    }
)
_UNUSED = (
    # 30 MB: how dates and numbers are written in languages that Inglenook does not speak, or, as
    # English, says by itself.
    _DATES,
    # What a distribution says of itself is in licences.txt; what Python asks for stays.
    re.compile(r"\.dist-info/(?!METADATA$|entry_points\.txt$)"),
    re.compile(r"^webui/static/licenses\.txt$"),  # in licences.txt as well
    re.compile(r"^webui/static/words-en-x-rtl-"),  # for developers
    re.compile(r"^PySide6/Qt/qml/"),  # 20 MB: nothing here is written in QML
    re.compile(r"^PySide6/Qt/metatypes/"),
    re.compile(r"\.qm$"),  # the windows' own few words are Inglenook's
    re.compile(r"\.(pyi|chk)$"),  # types; check sums of a library that the system has
    re.compile(r"/qtwebengine_devtools_resources(\.debug)?\.pak$"),  # 13 MB: nobody inspects
    re.compile(r"/resources/.*\.debug\.(pak|bin)$"),
    re.compile(r"^webview/lib/"),  # other systems' libraries
    re.compile(r"^webview/js/"),  # the script bridge, which is never let in
)
# Python's own modules bring these with them; a system may have others.
_KEPT_FROM_SYSTEM = re.compile(
    r"^lib(bz2|crypto|expat|ffi|lzma|python3|ssl|uuid|xcb-(cursor|icccm|image|keysyms|render-util|util))\b"
)


def list_web_views(platform: str) -> list[str]:
    """Return the modules of pywebview that show windows on `platform`; it finds them by name."""
    return [f"webview.platforms.{name}" for name in sorted(_WEB_VIEWS[platform])]


def list_excluded(platform: str) -> list[str]:
    """Return the modules that stay out on `platform`: the other systems' web views as well."""
    others = sorted(_ALL_WEB_VIEWS - _WEB_VIEWS[platform])
    return [*EXCLUDED_MODULES, *(f"webview.platforms.{name}" for name in others)]


def is_for(module: str, platform: str) -> bool:
    """Tell whether one of the program's own modules is of any use on `platform`."""
    owners = [owner for name, owner in _OF_ONE_SYSTEM.items() if module.startswith(name)]
    return not owners or owners == [platform]


def is_wanted(place: str) -> bool:
    """Tell whether a file belongs into the bundle, judged by its place there alone."""
    if any(pattern.search(place) for pattern in _UNUSED) or _LOCALE.search(place):
        return False
    plugin = place.partition("PySide6/Qt/plugins/")[2]
    return not plugin or plugin.startswith(_PLUGINS)


def is_dates(place: str) -> bool:
    """Tell whether a file is one in which Babel keeps what it knows, pickled."""
    return place.startswith("babel/") and place.endswith(".dat")


def slim_dates(known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what Babel keeps in one file, with what is never asked for emptied: a megabyte."""
    kept = {name: type(value)() if name in _NO_DATES else value for name, value in known.items()}
    if scripts := kept.get("likely_subtags"):
        spoken = {each: scripts[each] for each in scripts if each.partition("_")[0] in _SPOKEN}
        kept["likely_subtags"] = spoken
    return kept


def is_of_the_system(source: str) -> bool:
    """Tell whether a library is one that every Linux desktop brings, in the version it needs.

    Bundled ones of these break: graphics drivers load their own beside them.
    """
    name = PurePosixPath(source).name
    return is_below_system(source) and ".so" in name and not _KEPT_FROM_SYSTEM.match(name)


def is_below_system(source: str) -> bool:
    """Tell whether a file comes from the building machine's own system."""
    path = PurePosixPath(source)
    return path.is_relative_to("/usr/lib") or path.is_relative_to("/lib")


def find_reachable(needs: Mapping[str, Iterable[str]], roots: Iterable[str]) -> set[str]:
    """Return the names that `roots` need, directly or through others, and themselves."""
    reached: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(needs.get(name, ()))
    return reached


def choose_libraries(
    binaries: Iterable[tuple[str, str]], read_needs: Callable[[str], Iterable[str]]
) -> set[str]:
    """Return the places of the binaries to keep, out of (place, source) pairs.

    A Qt library stays only if something that stays loads it; `read_needs` answers the names of the
    libraries that a file names as its own needs.
    """
    wanted = [(place, source) for place, source in binaries if is_wanted(place)]
    by_name = {PurePosixPath(place).name: place for place, _ in wanted}
    needs = {
        place: [by_name[name] for name in read_needs(source) if name in by_name]
        for place, source in wanted
    }
    # What Python or Qt opens by itself; libraries only come when something asks for them.
    roots = [
        place
        for place, _ in wanted
        if "/Qt/lib/" not in place and not place.startswith("PySide6/libpyside6qml")
    ]
    return find_reachable(needs, roots)
