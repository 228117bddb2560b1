"""What goes into a package, and what it does to the programs around it."""

import importlib.util
import plistlib
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import desktop
from tooling.package import bill, clean_root, command, freeze, macos, windows
from tooling.package.places import PackagePlaces
from tooling.package.prove import list_variants

_ROOT = Path(__file__).resolve().parents[2]
_PLACES = PackagePlaces(_ROOT)
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==[^\s;\\]+", re.MULTILINE)


@pytest.fixture
def launch() -> ModuleType:
    spec = importlib.util.spec_from_file_location("launch", _PLACES.sources / "launch.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_browser_that_is_opened_from_here_loads_its_own_libraries(launch: ModuleType) -> None:
    environment = {"LD_LIBRARY_PATH": "/usr/lib/inglenook/_internal"}
    launch.give_back_library_path(environment)
    assert environment == {}
    environment = {"LD_LIBRARY_PATH": "/bundle", "LD_LIBRARY_PATH_ORIG": "/theirs"}
    launch.give_back_library_path(environment)
    assert environment == {"LD_LIBRARY_PATH": "/theirs"}


def test_what_opens_a_debugging_port_or_weakens_the_sandbox_is_taken_out(
    launch: ModuleType,
) -> None:
    environment = {
        "QTWEBENGINE_REMOTE_DEBUGGING": "9222",
        "QTWEBENGINE_CHROMIUM_FLAGS": "--remote-debugging-port=9222",
        "QTWEBENGINE_DISABLE_SANDBOX": "1",
        "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS": "--remote-debugging-port=9222",
        "WebView2_Pipe_For_Script_Debugger": "pipe",
        "QT_QPA_PLATFORM": "wayland",
        "DISPLAY": ":0",
    }
    launch.drop_debug_switches(environment)
    assert environment == {"QT_QPA_PLATFORM": "wayland", "DISPLAY": ":0"}


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({}, "C.UTF-8"),
        ({"LANG": "C"}, "C.UTF-8"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "C.UTF-8"),
        ({"LANG": "de_DE.UTF-8"}, None),
        ({"LANG": "C", "LC_CTYPE": "en_GB.UTF-8"}, None),
    ],
)
def test_a_bare_locale_speaks_utf8_and_a_language_is_kept(
    launch: ModuleType, environment: dict[str, str], spoken: str | None
) -> None:
    before = environment.get("LC_ALL")
    launch.speak_utf8(environment)
    assert environment.get("LC_ALL") == (spoken or before)


def test_the_package_has_the_version_that_the_program_says() -> None:
    assert command.read_version(_ROOT) == desktop.__version__


def test_what_is_bundled_is_locked_by_hash_and_names_no_host() -> None:
    lock = (_ROOT / "requirements" / "package.lock").read_text("utf-8")
    assert "://" not in lock
    for match in _PINNED.finditer(lock):
        assert "\n    --hash=sha256:" in lock[match.end() :].split("\n\n", 1)[0][:400], match[1]


def test_the_package_is_made_of_the_very_versions_that_are_tested() -> None:
    locks = [
        dict(re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE))
        for name in ("package.lock", "dev.lock")
        for text in [(_ROOT / "requirements" / name).read_text("utf-8")]
    ]
    for name in locks[0].keys() & locks[1].keys():
        assert locks[0][name] == locks[1][name], f"{name}: run python3 dev.py lock"


def test_every_dependency_of_the_program_is_in_the_package_lock() -> None:
    project = (_ROOT / "pyproject.toml").read_text("utf-8")
    listed = re.search(r"^dependencies = \[(.*?)^\]", project, re.MULTILINE | re.DOTALL)
    assert listed is not None
    wanted = [Requirement(text) for text in re.findall(r'"([^"]+)"', listed[1])]
    lock = (_ROOT / "requirements" / "package.lock").read_text("utf-8")
    pinned = {canonicalize_name(name) for name in _PINNED.findall(lock)}
    assert {canonicalize_name(each.name) for each in wanted} <= pinned


def test_the_bill_names_what_reaches_the_pages_and_no_build_tool() -> None:
    names = {name for name, _ in bill.read_front_end(_ROOT)}
    assert "@hotwired/turbo" in names
    assert "@codemirror/view" in names
    assert not names & {"esbuild", "@biomejs/biome", "axe-core"}


def test_the_drawing_of_the_icon_is_scalable() -> None:
    drawing = _PLACES.drawing.read_text("utf-8")
    assert "<svg" in drawing
    assert "viewBox" in drawing
    assert "<image" not in drawing


def test_windows_is_told_the_version_in_numbers_and_in_words() -> None:
    facts = windows.describe_version("1.2.3")
    assert "filevers=(1, 2, 3, 0)" in facts
    assert 'StringStruct("ProductVersion", "1.2.3")' in facts
    compile(facts, "version.txt", "eval")


def test_the_installer_leaves_the_notebook_alone() -> None:
    script = (_PLACES.sources / "windows" / "inglenook.iss").read_text("utf-8")
    assert "[UninstallDelete]" not in script
    directives = [line for line in script.splitlines() if not line.startswith(";")]
    assert not any("localappdata" in line.lower() for line in directives)


def test_macos_is_told_the_version_and_lets_the_hardened_runtime_start_python() -> None:
    facts = macos.describe("1.2.3")
    assert facts["CFBundleShortVersionString"] == "1.2.3"
    plistlib.dumps(facts)
    entitlements = plistlib.loads(_PLACES.entitlements.read_bytes())
    assert entitlements == {"com.apple.security.cs.allow-unsigned-executable-memory": True}


def test_every_variant_of_the_proof_lives_in_a_home_of_its_own() -> None:
    variants = list_variants("1.2.3")
    homes = [each.home or each.name for each in variants]
    assert len(set(homes)) == len(variants) == len({each.name for each in variants})


@pytest.mark.skipif(sys.platform == "win32", reason="Debian is proven on Linux")
def test_the_proof_takes_debians_archive_from_the_machines_own_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    apt = tmp_path / "apt-get"
    lines = "Debian-Security|http://a.invalid/s|main\\nDebian|http://a.invalid/d|main\\n"
    apt.write_text(f"#!/bin/sh\nprintf '{lines}'\n")
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert clean_root.read_mirror() == "http://a.invalid/d"


@pytest.mark.skipif(sys.platform == "win32", reason="libraries of Linux")
@pytest.mark.parametrize(
    ("line", "outside"),
    [
        ("0x1d (RUNPATH)  Library runpath: [/home/builder/python/lib]", True),
        ("0x0f (RPATH)  Library rpath: [$ORIGIN:/opt/lib]", True),
        ("0x1d (RUNPATH)  Library runpath: [$ORIGIN/:$ORIGIN/Qt/lib]", False),
        ("0x01 (NEEDED)  Shared library: [libc.so.6]", False),
    ],
)
def test_a_library_that_would_look_into_folders_of_the_building_machine_is_found(
    line: str, outside: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    readelf = tmp_path / "readelf"
    readelf.write_text(f"#!/bin/sh\necho '{line}'\n")
    readelf.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert freeze.looks_outside(tmp_path / "library.so") is outside
