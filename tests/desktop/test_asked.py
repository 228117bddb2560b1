"""Files and links on the command line, and what a second launch may hand over."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.asked import MOST, read_asked, read_errand
from desktop.failures import CannotStart
from desktop.options import read_options


def test_a_file_is_handed_on_by_its_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bees.md").write_text("# Bees")
    monkeypatch.chdir(tmp_path)
    assert read_options(["bees.md"]).asked == (str(tmp_path / "bees.md"),)


@pytest.mark.parametrize("host", ["", "localhost"])
def test_a_file_named_by_its_address_as_desktops_do_is_found(tmp_path: Path, host: str) -> None:
    path = tmp_path / "Bücher & bees.md"
    path.write_text("# Bees")
    assert read_asked([path.as_uri().replace("file://", f"file://{host}")]) == (str(path),)


def test_a_file_whose_name_is_not_utf8_is_found(tmp_path: Path) -> None:
    path = tmp_path / b"b\xfccher.md".decode("utf-8", "surrogateescape")
    path.write_text("# Bees")
    assert read_asked([path.as_uri()]) == (str(path),)


@pytest.mark.parametrize("word", ["no-such.md", "file://elsewhere/etc/passwd", "http://a.example/"])
def test_what_is_no_file_here_takes_one_line_and_code_2(word: str) -> None:
    with pytest.raises(CannotStart) as refused:
        read_options([word])
    assert refused.value.code == 2
    assert "\n" not in refused.value.sentence


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="There is no file"):
        read_options([str(tmp_path)])


def test_a_link_is_handed_on_as_it_is() -> None:
    assert read_options(["--", "inglenook://page/bees"]).asked == ("inglenook://page/bees",)


def test_what_a_link_says_is_never_an_option() -> None:
    # Argument injection, CWE-88: the desktop entry and the registry put "--" before it.
    with pytest.raises(CannotStart, match="There is no file"):
        read_options(["--", "--data-dir=/elsewhere"])


def test_the_desktops_actions_come_before_files(tmp_path: Path) -> None:
    path = tmp_path / "new"
    path.write_text("a file that is called as the command")
    argv = ["--new-page", "--today", "--new-window", "--", str(path)]
    assert read_options(argv).asked == ("new-page", "today", "window", str(path))
    assert read_options([]).asked == ()


def test_a_heap_of_files_is_refused_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "bees.md"
    path.write_text("# Bees")
    with pytest.raises(CannotStart, match=str(MOST)):
        read_asked([str(path)] * (MOST + 1))


@pytest.mark.parametrize("told", [None, "inglenook://page/a", {"a": 1}, [1, None, ["x"]], []])
def test_an_errand_that_makes_no_sense_asks_for_nothing(told: object) -> None:
    assert read_errand(told) == ()


def test_an_errand_is_bounded() -> None:
    assert read_errand(["x" * 5000, "today"]) == ("today",)
    assert len(read_errand(["today"] * 1000)) == MOST
