"""What the program is made of, with versions and licences."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from desktop.parts import LICENCES as TEXTS
from desktop.parts import Part, read_front_end, read_parts, write_parts
from webui.bundle import LICENCES

ROOT = Path(__file__).resolve().parents[2]


def test_in_development_everything_that_the_program_needs_is_listed_and_no_tool() -> None:
    parts = {part.name: part for part in read_parts(ROOT, LICENCES)}
    # Directly, through another, and from the front end.
    for name in (
        "Flask",
        "Werkzeug",
        "@codemirror/view",
        "@fontsource-variable/literata",
        "Python",
    ):
        assert name in parts
    assert not parts.keys() & {"pytest", "ruff", "mypy", "esbuild", "inglenook"}
    assert parts["Flask"].version == version("Flask")
    assert parts["@fontsource-variable/literata"].licence == "OFL-1.1"
    assert parts["apsw_sqlite3mc"].licence == "Zlib", "a name, not the kind of it"


def test_every_part_says_on_which_terms_it_is_here() -> None:
    for part in read_parts(ROOT, LICENCES):
        assert part.version
        assert 2 < len(part.licence) <= 60, part
        assert part.text, part.name
        assert "\n" not in part.licence


def test_icons_that_were_copied_by_hand_are_named_too() -> None:
    assert "Lucide icons" in {part.name for part in read_front_end(LICENCES)}


def test_what_was_noted_at_the_build_is_what_is_shown(tmp_path: Path) -> None:
    parts = [Part("Qt", "6", "LGPL-3.0", "all\r\nof it"), Part("ß", "1", "MIT", "Zeilen 書\n")]
    write_parts(Part("Inglenook", "1", "MIT", "ours"), parts, tmp_path)
    assert read_parts(tmp_path, tmp_path / "none") == parts


def test_a_person_who_looks_on_the_disk_finds_every_licence_below_its_name(tmp_path: Path) -> None:
    write_parts(Part("Inglenook", "1", "MIT", "ours"), [Part("Qt", "6", "LGPL", "all")], tmp_path)
    told = (tmp_path / TEXTS).read_text("utf-8")
    places = [told.index(each) for each in ("Inglenook 1 (MIT)", "ours", "Qt 6 (LGPL)", "all")]
    assert places == sorted(places)
