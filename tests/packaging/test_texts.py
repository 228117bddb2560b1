"""The texts beside the program say what is true of it, in forms that systems accept."""

import configparser
import re
import shlex
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from desktop.asked import SCHEME
from desktop.backends.qt import APPLICATION
from desktop.options import read_options
from tooling import words
from tooling.package import macos, texts
from tooling.package.places import PackagePlaces
from webui.tongues import ENGLISH, LANGUAGES

_PLACES = PackagePlaces(Path(__file__).resolve().parents[2])
_LINUX = _PLACES.sources / "linux"
_FACTS = {
    "VERSION": "1.2.3",
    "DATE": "2026-01-02",
    "ARCHITECTURE": "amd64",
    "INSTALLED_SIZE": "4",
    "DEPENDS": "libc6",
    "RECOMMENDS": "xdg-utils",
    "SUGGESTS": "fonts-noto-cjk",
    "LICENCE": " Free",
}


def _fill(name: str) -> str:
    return texts.fill((_LINUX / name).read_text("utf-8"), _FACTS)


@pytest.fixture
def entry() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their case
    parser.read_string((_LINUX / "inglenook.desktop").read_text("utf-8"))
    return parser


def test_every_action_of_the_desktop_entry_is_one_the_program_takes(
    entry: configparser.ConfigParser,
) -> None:
    for section in entry.sections():
        program, *options = shlex.split(entry[section]["Exec"])
        assert program == texts.NAME
        read_options([each for each in options if not each.startswith("%")])
    named = set(filter(None, entry["Desktop Entry"]["Actions"].split(";")))
    assert {f"Desktop Action {name}" for name in named} == set(entry.sections()[1:])


def test_every_system_is_told_of_markdown_files_and_links(
    entry: configparser.ConfigParser,
) -> None:
    assert entry["Desktop Entry"]["MimeType"] == f"text/markdown;x-scheme-handler/{SCHEME};"
    facts = macos.describe("1.2.3")
    assert facts["CFBundleURLTypes"][0]["CFBundleURLSchemes"] == [SCHEME]
    installer = (_PLACES.sources / "windows" / "inglenook.iss").read_text("utf-8")
    assert f"Software\\Classes\\{SCHEME}\\shell\\open\\command" in installer
    assert "Software\\Classes\\.md\\OpenWithProgids" in installer


def test_what_a_link_or_a_file_is_called_is_never_an_option(
    entry: configparser.ConfigParser,
) -> None:
    # CWE-88, argument injection: nothing after "--" is one.
    assert entry["Desktop Entry"]["Exec"] == "inglenook -- %U"
    installer = (_PLACES.sources / "windows" / "inglenook.iss").read_text("utf-8")
    commands = re.findall(r"ValueData: \"(.*%1.*?)\"(?:;|$)", installer, re.MULTILINE)
    assert len(commands) == 3
    assert all(each.endswith('-- ""%1""') for each in commands)


def test_windows_group_under_the_icon(entry: configparser.ConfigParser) -> None:
    assert entry["Desktop Entry"]["StartupWMClass"] == APPLICATION
    assert entry["Desktop Entry"]["Icon"] == texts.NAME


def test_a_desktop_names_the_actions_in_the_words_of_the_windows(
    entry: configparser.ConfigParser,
) -> None:
    desktops = {"zh-Hans": "zh_CN", "zh-Hant": "zh_TW"}
    for language in LANGUAGES:
        if language is ENGLISH:
            continue
        tag = desktops.get(language.tag, language.tag)
        known = words.read_catalogue(words.catalogue_path(_PLACES.root, language), language)
        for name in ("new-page", "today", "new-window"):
            action = entry[f"Desktop Action {name}"]
            assert action[f"Name[{tag}]"] == known[action["Name"]].string
        for key in ("GenericName", "Comment"):
            assert entry["Desktop Entry"][f"{key}[{tag}]"] != entry["Desktop Entry"][key]


def test_desktops_accept_the_entry() -> None:
    command = ["desktop-file-validate", str(_LINUX / "inglenook.desktop")]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout


def test_software_centres_accept_the_description(tmp_path: Path) -> None:
    metainfo = tmp_path / f"{texts.APP_ID}.metainfo.xml"
    metainfo.write_text(_fill("metainfo.xml"), "utf-8")
    command = ["appstreamcli", "validate", "--no-net", str(metainfo)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout


def test_the_description_leads_to_the_entry_and_names_the_version() -> None:
    # Our own file, and no entity in it.
    component = ElementTree.fromstring(_fill("metainfo.xml"))  # noqa: S314
    assert component.findtext("id") == texts.APP_ID
    assert component.findtext("launchable") == "inglenook.desktop"
    release = component.find("releases/release")
    assert release is not None
    assert release.attrib == {"version": "1.2.3", "date": "2026-01-02"}


def test_the_manual_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    manual = _fill("inglenook.1").replace("\\-", "-")
    for command in (["--help"], ["new", "--help"]):
        with pytest.raises(SystemExit):
            read_options(command)
    for option in set(re.findall(r"--[a-z-]+", capsys.readouterr().out)):
        assert option in manual, option


def test_apt_reads_the_control_file_whole() -> None:
    control = _fill("control")
    fields = dict(re.findall(r"^([A-Za-z-]+): (.+)$", control, re.MULTILINE))
    assert fields["Package"] == texts.NAME
    assert fields["Version"] == "1.2.3"
    assert fields["Depends"] == "libc6"
    assert control.endswith("\n")
    assert "\n\n" not in control
    assert "@" not in control.replace("@users", "")


def test_debian_reads_the_changelog() -> None:
    facts = {"VERSION": "1.2.3", "TIME": "Fri, 02 Jan 2026 10:00:00 +0000"}
    # Debian Policy 4.4, to the space.
    form = r"inglenook \(1\.2\.3\) \w+; urgency=\w+\n\n  \* .+\n\n -- .+ <\S+>  \w{3}, \d\d .+\n"
    assert re.fullmatch(form, texts.fill(texts.CHANGELOG, facts))


def test_a_fact_that_is_missing_is_an_error_and_no_gap() -> None:
    with pytest.raises(KeyError):
        texts.fill("Version: @VERSION@", {})


def test_a_dependency_is_named_once() -> None:
    found = texts.read_relations("shlibs:Depends=libc6 (>= 2.36), libgl1\n")
    assert found == ["libc6 (>= 2.36)", "libgl1"]
    assert texts.join_relations(found, ("libegl1", "libgl1")) == "libc6 (>= 2.36), libegl1, libgl1"
    assert texts.leave_out_known(["libc6 (>= 2.14)", "libcups2"], found) == ["libcups2"]


def test_the_licence_is_a_paragraph_of_the_copyright_file() -> None:
    assert texts.indent_licence("MIT License\n\nPermission\n\nis granted\n") == (
        " Permission\n .\n is granted"
    )
