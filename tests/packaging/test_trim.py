"""A bundle keeps what the program breaks without, however much is left out."""

import pickle
import subprocess
import sys
from pathlib import Path

import babel
import pytest

from tooling.package import trim
from webui.language import ENGLISH, LANGUAGES

_SYSTEMS = ("linux", "win32", "darwin")


@pytest.mark.parametrize("platform", _SYSTEMS)
@pytest.mark.parametrize(
    "module",
    [
        pytest.param("PySide6.QtPrintSupport", id="pages stay blank without it"),
        pytest.param("PySide6.QtWebEngineWidgets", id="the web view"),
        pytest.param("keyring.backends.SecretService", id="the keyring of Linux"),
        pytest.param("keyring.backends.Windows", id="keyring asks for it on every system"),
        pytest.param("keyring.backends.macOS", id="keyring asks for it on every system, too"),
        pytest.param("_cffi_backend", id="its absence shows only as no keyring"),
        pytest.param("bottle", id="pywebview imports it"),
        pytest.param("ssl", id="pywebview imports it, too"),
    ],
)
def test_no_bundle_leaves_out_what_the_program_breaks_without(platform: str, module: str) -> None:
    parts = module.split(".")
    parents = {".".join(parts[:count]) for count in range(1, len(parts) + 1)}
    assert not parents & set(trim.list_excluded(platform))


@pytest.mark.parametrize("platform", _SYSTEMS)
def test_every_system_gets_its_own_web_view_and_no_other(platform: str) -> None:
    own = set(trim.list_web_views(platform))
    assert own
    assert not own & set(trim.list_excluded(platform))
    others = set().union(*(trim.list_web_views(each) for each in _SYSTEMS)) - own
    assert others <= set(trim.list_excluded(platform))


def test_only_linux_carries_the_code_for_qt() -> None:
    assert trim.is_for("desktop.backends.qt_page", "linux")
    assert not trim.is_for("desktop.backends.qt_page", "win32")
    assert trim.is_for("desktop.backends.native", "win32")


def test_only_macos_carries_the_code_for_its_events() -> None:
    assert trim.is_for("desktop.backends.cocoa_asked", "darwin")
    assert not trim.is_for("desktop.backends.cocoa_asked", "linux")


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/libexec/QtWebEngineProcess",
        "PySide6/Qt/resources/icudtl.dat",
        "PySide6/Qt/resources/qtwebengine_resources.pak",
        "PySide6/Qt/resources/v8_context_snapshot.bin",
        "PySide6/Qt/translations/qtwebengine_locales/en-US.pak",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/xcbglintegrations/libqxcb-egl-integration.so",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "webui/static/manifest.json",
        "babel/locale-data/zh_Hant.dat",
        "webui/templates/login.html",
        "keyring-25.7.0.dist-info/entry_points.txt",
    ],
)
def test_what_the_windows_need_is_in(place: str) -> None:
    assert trim.is_wanted(place)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/qml/QtQuick/libqtquick2plugin.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/translations/qtwebengine_locales/de.pak",
        "PySide6/Qt/resources/qtwebengine_devtools_resources.pak",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "webview/js/api.js",
        "libfreebl3.chk",
        "flask-3.1.3.dist-info/licenses/LICENSE.txt",
        "webui/static/licenses.txt",
        "webui/static/words-en-x-rtl-59FEAE61.json",
        "babel/locale-data/pl.dat",
    ],
)
def test_what_nobody_uses_is_not(place: str) -> None:
    assert not trim.is_wanted(place)


_SAY = """
import sys, babel.localedata, babel.core
from datetime import date, datetime
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
if len(sys.argv) > 2:
    babel.localedata._dirname = sys.argv[2] + "/locale-data"
    babel.core.__file__ = sys.argv[2] + "/core.py"
for month in range(1, 13):
    day, moment = date(2026, month, month), datetime(2026, month, month, 14, 3)
    print(format_date(day, "full", locale=sys.argv[1]))
    for skeleton in ("MMMEd", "yMMMd", "yMMMM"):
        print(format_skeleton(skeleton, moment, locale=sys.argv[1]))
likely = babel.core.get_global("likely_subtags").get(sys.argv[1], sys.argv[1])
print(babel.core.Locale.parse(likely).first_week_day)
for region in "AT CH MX CA JP TW HK".split():
    if babel.localedata.exists(f"{sys.argv[1]}_{region}"):
        print(babel.core.Locale.parse(f"{sys.argv[1]}_{region}").first_week_day)
print(format_decimal(-1234567.891, "#,##0.00", locale=sys.argv[1]))
"""


@pytest.mark.parametrize(
    "locale", [each.tag.replace("-", "_") for each in LANGUAGES if each is not ENGLISH]
)
def test_every_language_says_its_dates_and_numbers_from_what_is_bundled_of_them(
    locale: str, tmp_path: Path
) -> None:
    whole = Path(babel.__file__).parent
    for path in [whole / "global.dat", *(whole / "locale-data").glob("*.dat")]:
        place = path.relative_to(whole.parent).as_posix()
        if trim.is_wanted(place):
            assert trim.is_dates(place)
            target = tmp_path / path.relative_to(whole)
            target.parent.mkdir(exist_ok=True)
            known = pickle.loads(path.read_bytes())  # noqa: S301 - of a locked package
            target.write_bytes(pickle.dumps(trim.slim_dates(known)))
    said = [
        subprocess.run(
            [sys.executable, "-c", _SAY, locale, *more], capture_output=True, text=True, check=True
        ).stdout
        for more in ([], [str(tmp_path)])
    ]
    assert said[0] == said[1] != ""


def test_drivers_and_the_screen_are_left_to_the_system_and_pythons_own_libraries_are_not() -> None:
    for name in ("libgbm.so.1", "libstdc++.so.6", "libX11.so.6", "libnss3.so"):
        assert trim.is_of_the_system(f"/usr/lib/x86_64-linux-gnu/{name}")
    for name in ("libssl.so.3", "libffi.so.8", "libxcb-cursor.so.0"):
        assert not trim.is_of_the_system(f"/usr/lib/x86_64-linux-gnu/{name}")
    assert not trim.is_of_the_system("/opt/python/lib/libpython3.11.so.1.0")


def test_a_library_of_qt_stays_only_if_something_that_stays_loads_it() -> None:
    qt = "PySide6/Qt/lib/libQt6"
    needs = {
        "PySide6/QtWidgets.abi3.so": ["libQt6Widgets.so.6"],
        f"{qt}Widgets.so.6": ["libQt6Core.so.6", "libc.so.6"],
        "PySide6/Qt/qml/Charts.so": ["libQt6Charts.so.6"],
        f"{qt}Charts.so.6": ["libQt6Core.so.6"],
        f"{qt}Core.so.6": [],
    }
    kept = trim.choose_libraries([(place, place) for place in needs], needs.__getitem__)
    assert kept == {"PySide6/QtWidgets.abi3.so", f"{qt}Widgets.so.6", f"{qt}Core.so.6"}
