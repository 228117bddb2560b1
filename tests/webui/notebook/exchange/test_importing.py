"""An import comes as a whole or not at all, and a second one changes and never doubles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.webui.notebook.conftest import FakeClock
from tests.webui.notebook.exchange.conftest import make_zip, source_of
from webui.notebook import Notebook
from webui.notebook.importers.archives import open_place
from webui.notebook.importers.imports import Report
from webui.notebook.importers.sources import ArchiveRefused
from webui.notebook.work import Cancelled

Bring = Callable[..., Report]
VAULT: dict[str, str | bytes] = {
    "Vault/Birds/Wren.md": "A bird. See [[Heron]] and ![[photo.png]].",
    "Vault/Heron.md": "Tall. #bird",
    "Vault/photo.png": b"png",
}


def test_a_preview_says_what_will_come_and_changes_nothing(notebook: Notebook) -> None:
    notebook.pages.create("Heron", "mine")
    preview = notebook.imports.preview(source_of(make_zip(VAULT)))
    assert {(each.title, each.is_renamed) for each in preview.plan.pages} == {
        ("Birds/Wren", False),
        ("Heron 2", True),
    }
    assert [each.name for each in preview.plan.files] == ["photo.png"]
    assert notebook.pages.count() == 1
    assert notebook.files.count() == (0, 0)


def test_a_file_that_is_gone_after_the_preview_is_reported_and_the_others_come(
    notebook: Notebook, tmp_path: Path
) -> None:
    (tmp_path / "Wren.md").write_text("A bird.")
    (tmp_path / "Heron.md").write_text("Tall.")
    preview = notebook.imports.preview(open_place(str(tmp_path)))
    (tmp_path / "Wren.md").unlink()
    report = notebook.imports.run(preview)
    assert report.made == 1
    assert [(each.what, each.template) for each in report.problems] == [
        ("Wren.md", "“%(name)s” can't be read.")
    ]


def test_links_hold_when_a_page_gets_another_name(
    notebook: Notebook, bring_in: Bring, body_of: Callable[[str], str]
) -> None:
    notebook.pages.create("Heron", "mine")
    bring_in(VAULT)
    assert "[[Heron 2|Heron]]" in body_of("birds/wren")
    assert body_of("heron") == "mine"


def test_tags_and_search_know_what_came(notebook: Notebook, bring_in: Bring) -> None:
    bring_in(VAULT)
    assert [each.title for each in notebook.tags.pages("bird")] == ["Heron"]


def test_a_second_import_changes_what_changed_and_doubles_nothing(
    notebook: Notebook, bring_in: Bring, body_of: Callable[[str], str]
) -> None:
    bring_in(VAULT)
    report = bring_in({**VAULT, "Vault/Heron.md": "Tall and grey. #bird"})
    assert (report.made, report.changed, report.unchanged, report.files) == (0, 1, 1, 0)
    assert notebook.pages.count() == 2
    assert notebook.files.count()[0] == 1
    assert body_of("heron") == "Tall and grey. #bird"


def test_what_was_written_here_meanwhile_is_kept(
    notebook: Notebook, bring_in: Bring, body_of: Callable[[str], str]
) -> None:
    vault = {"V/One.md": "first\n\nmiddle\n\nlast", "V/Two.md": "text"}
    bring_in(vault)
    one, two = notebook.pages.find("one"), notebook.pages.find("two")
    notebook.pages.save(one.id, "first\n\nmiddle\n\nlast, mine", one.revision)
    notebook.pages.save(two.id, "mine", two.revision)
    report = bring_in({"V/One.md": "first, theirs\n\nmiddle\n\nlast", "V/Two.md": "theirs"})
    assert body_of("one") == "first, theirs\n\nmiddle\n\nlast, mine"
    assert body_of("two") == "mine"
    assert [each.title for each in report.conflicts] == ["Two"]
    assert "theirs" in [each.body for each in notebook.revisions.list(two.id)]


def test_a_page_in_the_trash_stays_there(notebook: Notebook, bring_in: Bring) -> None:
    bring_in(VAULT)
    notebook.pages.delete(notebook.pages.find("heron").id)
    report = bring_in(VAULT)
    assert report.in_trash == ("Heron",)
    assert notebook.pages.count() == 1


@pytest.mark.parametrize("phase", ["Bringing files in", "Preparing", "Writing"])
def test_a_cancelled_import_leaves_nothing(notebook: Notebook, folder: Path, phase: str) -> None:
    preview = notebook.imports.preview(source_of(make_zip(VAULT)))

    def stop(name: str, _done: int, _total: int) -> None:
        if name == phase:
            raise Cancelled

    with pytest.raises(Cancelled):
        notebook.imports.run(preview, stop)
    assert notebook.pages.count() == 0
    assert notebook.files.count() == (0, 0)
    assert not (folder / "import.staging").exists()
    notebook.imports.run(preview)
    assert notebook.pages.count() == 2


def test_an_end_that_comes_after_the_writing_takes_nothing_back(notebook: Notebook) -> None:
    preview = notebook.imports.preview(source_of(make_zip(VAULT)))

    def interrupt(phase: str, _done: int, _total: int) -> None:
        if phase == "Linking":
            raise KeyboardInterrupt

    assert notebook.imports.run(preview, interrupt).made == 2
    assert notebook.pages.count() == 2


def test_a_page_that_takes_the_name_meanwhile_stops_the_import(notebook: Notebook) -> None:
    preview = notebook.imports.preview(source_of(make_zip(VAULT)))

    def interfere(phase: str, done: int, _total: int) -> None:
        if phase == "Preparing" and done == 0:
            notebook.pages.create("Heron", "in between")

    with pytest.raises(ArchiveRefused, match="preview again"):
        notebook.imports.run(preview, interfere)
    assert notebook.pages.count() == 1


def test_a_backup_is_made_first(notebook: Notebook, bring_in: Bring) -> None:
    bring_in(VAULT)
    assert [each.kind for each in notebook.backups.list()] == ["before import"]


def test_nothing_readable_lies_on_the_disk_meanwhile(notebook: Notebook, folder: Path) -> None:
    preview = notebook.imports.preview(source_of(make_zip({"V/A.md": "Zugvogel " * 5000})))
    seen: list[str] = []

    def look(phase: str, _done: int, _total: int) -> None:
        if phase == "Writing":
            for path in folder.rglob("*"):
                if path.is_file():
                    seen.append(path.name)
                    assert b"Zugvogel" not in path.read_bytes()

    notebook.imports.run(preview, look)
    assert "import.staging" in seen


def test_the_dates_of_the_pages_are_those_of_the_files(
    notebook: Notebook, clock: FakeClock
) -> None:
    text = "---\ncreated: 2019-05-04\n---\nold"
    notebook.imports.run(notebook.imports.preview(source_of(make_zip({"V/Old.md": text}))))
    assert notebook.pages.find("old").created_at.year == 2019


def test_a_page_that_is_too_long_is_reported_and_the_others_come(bring_in: Bring) -> None:
    report = bring_in({"V/Long.md": "x y " * 6_000_000, "V/Short.md": "x"})
    assert report.made == 1
    assert [problem.what for problem in report.problems] == ["V/Long.md"]


@pytest.mark.parametrize("files", [{"a.exe": b"MZ"}, {"readme.zip": b"no"}])
def test_a_source_without_pages_is_refused(bring_in: Bring, files: dict[str, bytes]) -> None:
    with pytest.raises(ArchiveRefused):
        bring_in(files)
