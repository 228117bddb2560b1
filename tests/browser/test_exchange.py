"""Bringing in an archive and taking everything out again, as a person does it."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD
from tests.webui.notebook.exchange.conftest import make_zip


def test_an_archive_is_chosen_seen_brought_in_and_exported(page: Page, tmp_path: Path) -> None:
    # Larger than one part of an upload.
    noise = bytes(range(256)) * 5000
    archive = tmp_path / "Vault.zip"
    files: dict[str, str | bytes] = {
        "V/Birds/Wren.md": "A bird. [[Heron]]",
        "V/Heron.md": "Tall.",
        "V/p.bin": noise,
    }
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
    page.goto(f"{origin}/import")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files(archive)
    expect(page.get_by_role("heading", name="What will come")).to_be_visible()
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_text("2 new pages are in the notebook.")).to_be_visible()
    page.locator("main").get_by_role("link", name="Birds/Wren").click()
    expect(page.locator(".prose")).to_contain_text("A bird.")

    page.goto(f"{origin}/export")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export").click()
    expect(page.get_by_text("2 pages were exported, into “Inglenook ")).to_be_visible()
    path = waiting.value.path()
    assert re.fullmatch(
        r"Inglenook \d{4}-\d\d-\d\d markdown\.zip", waiting.value.suggested_filename
    )
    with zipfile.ZipFile(io.BytesIO(Path(path).read_bytes())) as exported:
        names = exported.namelist()
    assert names[:2] == ["Birds/Wren.md", "Heron.md"]


def test_what_a_command_brings_in_stands_in_the_open_window_within_a_second(
    page: Page, data_dir: Path, tmp_path: Path
) -> None:
    source = tmp_path / "Kingfisher.md"
    source.write_text("Blue.")
    words = ["import", str(source), "--data-dir", str(data_dir), "--password-fd", "0"]
    subprocess.run(
        [sys.executable, "-m", "desktop", *words], input=PASSWORD, text=True, check=True, timeout=60
    )
    link = page.get_by_role("link", name="Kingfisher").first
    expect(link).to_be_visible(timeout=1000)


def test_a_bad_archive_is_refused_where_it_was_chosen(page: Page, tmp_path: Path) -> None:
    archive = tmp_path / "bad.zip"
    archive.write_bytes(make_zip({"../evil.md": "x"}))
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
    page.goto(f"{origin}/import")
    page.locator("input[type=file]").set_input_files(archive)
    expect(page.get_by_text("leads out of the archive")).to_be_visible()


def test_an_archive_can_be_dropped_on_the_page_that_imports(page: Page) -> None:
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
    page.goto(f"{origin}/import")
    carried = page.evaluate_handle(
        """() => {
          const carried = new DataTransfer();
          carried.items.add(new File(["A bird that dives."], "Grebe.md"));
          return carried;
        }"""
    )
    page.dispatch_event("main", "drop", {"dataTransfer": carried})
    expect(page.get_by_role("heading", name="What will come")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Grebe")
