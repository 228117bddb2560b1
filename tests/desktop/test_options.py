"""The command line."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from desktop import __version__
from desktop.__main__ import main
from desktop.failures import CannotStart
from desktop.options import NewNotebook, Options, read_options


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")  # whatever the developer's system speaks


def test_a_double_click_asks_for_a_window_in_the_usual_folder() -> None:
    assert read_options([]) == Options(data_dir=None, browser=False, open_browser=True, new=None)


def test_a_browser_can_be_asked_for_without_opening_one() -> None:
    assert read_options(["--browser", "--no-open"]) == Options(browser=True, open_browser=False)


def test_a_data_folder_is_made_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_options(["--data-dir", "notes"]).data_dir == tmp_path / "notes"
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert read_options(["--data-dir", "~/notes"]).data_dir == tmp_path / "home" / "notes"


@pytest.mark.parametrize(
    "argv",
    [
        ["new", "--data-dir", "/d", "--name", "Ada", "--password-fd", "3"],
        ["--data-dir", "/d", "new", "--name", "Ada", "--password-fd", "3"],
    ],
)
def test_a_notebook_can_be_made_without_a_window(argv: list[str]) -> None:
    wanted = Options(data_dir=Path("/d"), new=NewNotebook("Ada", 3))
    assert read_options(argv) == wanted


@pytest.mark.parametrize(
    "argv",
    [
        ["--colour"],
        ["--brows"],
        ["page"],
        ["--data-dir"],
        ["--data-dir", ""],
        ["new"],
        ["new", "--name", "Ada"],
        ["new", "--name", "Ada", "--password-fd", "three"],
        ["new", "--name", "Ada", "--password-fd", "-1"],
        ["new", "--name", "Ada", "--password-fd", "3", "--password", "secret"],
    ],
)
def test_what_is_not_known_takes_one_line_and_code_2(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CannotStart) as refused:
        read_options(argv)
    assert refused.value.code == 2
    assert "\n" not in refused.value.sentence
    assert main(argv) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == refused.value.sentence + "\n"


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out == f"Inglenook {__version__}\n"


def test_help_lists_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    told = capsys.readouterr().out
    words = ("--data-dir", "--browser", "--no-open", "--version", "new")
    assert all(word in told for word in words)


@pytest.mark.parametrize("words", [[], ["new"], ["restore"]])
def test_help_speaks_the_language_of_the_system(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", "de_AT.UTF-8")
    with pytest.raises(SystemExit):
        main([*words, "--help"])
    told = capsys.readouterr().out
    assert told.startswith("Aufruf: inglenook")
    assert "\nOptionen:" in told
    assert not re.findall(r"\b(the|and|with|options|usage)\b", told)


def test_help_in_wide_letters_fits_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", "ja")
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit):
        main(["restore", "--help"])
    lines = capsys.readouterr().out.partition("--help")[2].splitlines()
    assert any("復元" in line for line in lines)
    widths = [sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in line) for line in lines]
    assert max(widths) <= 80


def test_why_it_does_not_start_is_said_in_the_language_of_the_system(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_TW:en")
    blocked = tmp_path / "100 % file"
    blocked.write_text("")
    for argv, sentence in (
        ([str(tmp_path / "none.md")], f"沒有「{tmp_path / 'none.md'}」這個檔案。"),
        (["--browser", "--data-dir", str(blocked)], f"：{blocked} 是檔案，不是資料夾。"),
        (["check", "--data-dir", str(tmp_path / "a")], "沒有可以詢問的終端機。"),
    ):
        assert main(argv) in (2, 4)
        assert sentence in capsys.readouterr().err
