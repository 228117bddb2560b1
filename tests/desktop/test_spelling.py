"""Which of the system's dictionaries a person gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.backends.qt_spelling import choose_languages, find_dictionaries


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("de_AT", "de_DE", "en-US", "en_GB", "fr"):
        (tmp_path / f"{name}.bdic").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("spoken", "chosen"),
    [
        (["de-AT", "de"], ["de_AT"]),
        (["de", "en-GB"], ["de_AT", "en_GB"]),
        (["en_US", "en", "fr-CH"], ["en-US", "fr"]),
        (["ja"], []),
        ([], []),
    ],
)
def test_the_dictionary_of_the_same_country_goes_first(
    folder: Path, spoken: list[str], chosen: list[str]
) -> None:
    assert list(choose_languages(folder, spoken)) == chosen


def test_without_dictionaries_there_are_none(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.backends.qt_spelling._SYSTEM", (str(tmp_path / "none"),))
    assert find_dictionaries(tmp_path / "other") is None
    assert find_dictionaries(folder) == folder
    monkeypatch.setenv("QTWEBENGINE_DICTIONARIES_PATH", str(folder))
    assert find_dictionaries(tmp_path / "other") == folder
