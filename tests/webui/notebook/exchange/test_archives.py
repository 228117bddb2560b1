"""What is malicious or damaged is refused with a sentence, and nothing of it is read."""

from __future__ import annotations

import io
import stat
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.webui.notebook.exchange.conftest import make_zip, source_of
from webui.notebook import Notebook
from webui.notebook.importers import archives, sources
from webui.notebook.importers.sources import ArchiveRefused, FolderSource, read_bytes


@pytest.mark.parametrize(
    "path", ["../out.md", "a/../../out.md", "/etc/out.md", "C:\\out.md", "..\\out.md", "C:/out.md"]
)
def test_a_path_that_leads_out_of_the_archive_is_refused(path: str) -> None:
    with pytest.raises(ArchiveRefused, match="leads out"):
        source_of(make_zip({"page.md": "x", path: "y"}))


def test_a_link_in_a_zip_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        link = zipfile.ZipInfo("page.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(ArchiveRefused, match="link"):
        source_of(target.getvalue())


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE])
def test_a_link_or_a_device_in_a_tar_is_refused(kind: bytes) -> None:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        link = tarfile.TarInfo("page.md")
        link.type, link.linkname = kind, "/etc/passwd"
        archive.addfile(link)
    with pytest.raises(ArchiveRefused):
        source_of(target.getvalue())


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(ArchiveRefused, match="far more than it should"):
        source_of(make_zip({"bomb.md": b"\0" * (120 * 1024 * 1024)}))


def test_a_file_that_is_longer_than_it_says_is_refused() -> None:
    data = bytearray(make_zip({"page.md": "x" * 10_000}))
    at = data.rindex(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 10)
    source = source_of(bytes(data))
    with pytest.raises(ArchiveRefused):
        read_bytes(source, "page.md")


def test_a_huge_number_of_files_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for module in (archives, sources):
        monkeypatch.setattr(module, "MOST_ENTRIES", 10)
    files = {f"{number}.md": "x" for number in range(11)}
    with pytest.raises(ArchiveRefused, match="more than"):
        source_of(make_zip(files))
    for name in files:
        (tmp_path / name).write_text("x")
    with pytest.raises(ArchiveRefused, match="more than"):
        FolderSource(tmp_path)


def test_a_zip_with_a_password_says_what_to_do() -> None:
    data = bytearray(make_zip({"page.md": "x"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    with pytest.raises(ArchiveRefused, match="Unpack it first"):
        source_of(bytes(data))


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "secret.md").write_text("outside")
    (tmp_path / "vault" / "page.md").write_text("inside")
    (tmp_path / "vault" / "link.md").symlink_to(tmp_path / "secret.md")
    assert list(FolderSource(tmp_path / "vault").entries) == ["page.md"]


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 cut off", b"\x1f\x8b gzip", b"7z\xbc\xaf'\x1c", b"Rar!\x1a\x07"]
)
def test_what_can_not_be_opened_gets_a_sentence(data: bytes) -> None:
    with pytest.raises(ArchiveRefused):
        source_of(data)


def test_entities_of_xml_are_refused(notebook: Notebook) -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE en-export [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
        "<en-export><note><title>&b;</title></note></en-export>"
    )
    with pytest.raises(ArchiveRefused, match="entities"):
        notebook.imports.preview(source_of(bomb.encode(), "notes.enex"))
    outside = (
        '<?xml version="1.0"?><!DOCTYPE e [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        "<en-export><note><title>&a;</title></note></en-export>"
    )
    with pytest.raises(ArchiveRefused):
        notebook.imports.preview(source_of(outside.encode(), "notes.enex"))


def test_html_that_is_nested_beyond_measure_costs_one_page_and_no_more(
    notebook: Notebook,
) -> None:
    files = {"deep.html": "<div>" * 50_000 + "x", "good.html": "<p>fine</p>"}
    report = notebook.imports.run(notebook.imports.preview(source_of(make_zip(files))))
    assert report.made == 1
    assert "deep.html" in [problem.what for problem in report.problems]
