"""Where a run keeps its files."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest

from desktop.failures import Unusable
from desktop.folders import prepare_folders, read_installation, write_private


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_everything_is_kept_below_the_folder_that_was_asked_for(tmp_path: Path) -> None:
    folders = prepare_folders(tmp_path / "a" / "b")
    assert folders.data == tmp_path / "a" / "b"
    assert folders.logs == folders.data / "logs"
    assert mode(folders.data) == mode(folders.logs) == 0o700
    assert sorted(each.name for each in folders.data.iterdir()) == ["logs"]


def test_without_a_folder_the_systems_own_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert prepare_folders(None).data == tmp_path / "inglenook"


def test_a_folder_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    prepare_folders(tmp_path)
    assert mode(tmp_path) == 0o700


@pytest.mark.parametrize("blocked", ["data", "data/logs"])
def test_a_file_in_the_way_is_named_and_left_alone(tmp_path: Path, blocked: str) -> None:
    path = tmp_path / blocked
    path.parent.mkdir(exist_ok=True)
    path.write_text("kept")
    with pytest.raises(Unusable) as refused:
        prepare_folders(tmp_path / "data")
    assert f"{path} is a file, not a folder" in refused.value.sentence
    assert refused.value.code == 4
    assert path.read_text() == "kept"


def test_a_file_above_the_folder_is_named_not_the_folder(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("kept")
    with pytest.raises(Unusable) as refused:
        prepare_folders(file / "below" / "more")
    assert f": {file} is a file, not a folder" in refused.value.sentence


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "you may not write there"),
        (errno.EROFS, "the disk is read-only"),
        (errno.ENOSPC, "the disk is full"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_what_is_wrong_with_the_disk_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: int, words: str
) -> None:
    def fail(**_: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(tempfile, "TemporaryFile", fail)
    with pytest.raises(Unusable) as refused:
        prepare_folders(tmp_path / "data")
    assert words in refused.value.sentence
    assert str(tmp_path / "data") in refused.value.sentence


@pytest.mark.parametrize("there", ["", "a", "a/b", "a/b/logs"])
def test_a_full_disk_leaves_only_the_folders_that_were_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, there: str
) -> None:
    (tmp_path / there).mkdir(parents=True, exist_ok=True)
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.setattr(os, "fsync", fail_full)
    with pytest.raises(Unusable, match="the disk is full"):
        prepare_folders(tmp_path / "a" / "b")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_explained(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Unusable, match="you may not write there"):
        prepare_folders(tmp_path / "data")


def test_an_installation_keeps_its_id(tmp_path: Path) -> None:
    folders = prepare_folders(tmp_path)
    first = read_installation(folders)
    assert re.fullmatch(r"[0-9a-f]{16}", first)
    assert read_installation(folders) == first
    assert mode(tmp_path / "installation") == 0o600


@pytest.mark.parametrize("damage", [b"", b"x", b"\xff\xfe", b"0123456789abcdef0"])
def test_a_damaged_id_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    folders = prepare_folders(tmp_path)
    (tmp_path / "installation").write_bytes(damage)
    fresh = read_installation(folders)
    assert re.fullmatch(r"[0-9a-f]{16}", fresh)
    assert read_installation(folders) == fresh


def test_a_file_is_replaced_as_a_whole_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    write_private(path, "old")
    monkeypatch.setattr(os, "fsync", fail_full)
    with pytest.raises(OSError, match="No space"):
        write_private(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def fail_full(_: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
