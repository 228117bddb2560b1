"""The commands for scripts: the password never in an argument, the exit code as documented."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import failures
from desktop.commands import COMMANDS, Command
from desktop.failures import CannotStart
from desktop.instance import Errand, claim
from desktop.options import read_options
from webui.notebook import Notebook

PASSWORD = "correct horse 電池"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    notebook = Notebook(folder)
    notebook.create("Ada", PASSWORD)
    notebook.pages.create("Wren", "a bird #bird")
    notebook.pages.create("Plan", "text")
    notebook.lock()
    return folder


@pytest.fixture
def window(data: Path) -> Iterator[Notebook]:
    """The notebook as a window of the running program has it open."""
    instance = claim(data)
    assert instance
    with instance:
        notebook = Notebook(data)
        notebook.unlock(PASSWORD)
        yield notebook
        notebook.lock()


def run(
    data: Path, *words: str, password: str = PASSWORD, system: str = "C.UTF-8"
) -> tuple[int, str, str]:
    """Run the program as a script does, with the password on a descriptor."""
    done = subprocess.run(
        [sys.executable, "-m", "desktop", *words, "--data-dir", str(data), "--password-fd", "0"],
        input=f"{password}\n",
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "PYTHONWARNINGS": "error",
            "DISPLAY": "",
            "LANGUAGE": "",
            "LC_ALL": system,
        },
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr


def test_export_and_import_beside_an_open_window(
    data: Path, window: Notebook, tmp_path: Path
) -> None:
    code, said, problem = run(data, "export", str(tmp_path / "out"))
    assert (code, problem) == (0, "")
    assert "not encrypted" in said
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["Plan.md", "Wren.md"]
    (tmp_path / "new.md").write_text("brought in")
    code, said, _ = run(data, "import", str(tmp_path / "new.md"), "--look")
    assert (code, window.pages.count()) == (0, 2)
    assert "New pages: 1" in said
    code, said, _ = run(data, "import", str(tmp_path / "new.md"))
    assert code == 0
    assert window.pages.find("new").body == "brought in", "the window sees it"
    page = window.pages.find("wren")
    window.pages.save(page.id, "saved after it", page.revision)


def test_the_running_program_is_told_of_what_a_command_changed(data: Path, tmp_path: Path) -> None:
    heard: list[Errand] = []

    def hear(errand: Errand) -> Errand:
        heard.append(errand)
        return {}

    (tmp_path / "new.md").write_text("brought in")
    instance = claim(data)
    assert instance
    with instance:
        instance.listen(hear)
        assert run(data, "check")[0] == 0
        assert heard == [], "nothing was changed"
        assert run(data, "import", str(tmp_path / "new.md"))[0] == 0
    assert heard == [{"want": "look"}]


def test_a_command_speaks_the_language_of_the_notebook_else_of_the_system(
    data: Path, window: Notebook
) -> None:
    assert "vollständig" in run(data, "check", system="de_AT.UTF-8")[1]
    assert "öffnet dieses Notizbuch nicht" in run(data, "check", password="x", system="de_DE")[2]
    there = data.parent / "there.json"
    there.write_text("{}")
    for words, sentence in (
        (("export", str(data.parent / "new.json")), "Markdown und HTML gehören in"),
        (("export", str(there), "--format", "json"), "gibt es schon"),
        (("restore", "nothing", "--whole"), "Es gibt keine solche Sicherung"),
    ):
        assert sentence in run(data, *words, system="de_DE")[2]
    window.settings.set("language", "fr")
    assert "intact" in run(data, "check", system="de_AT.UTF-8")[1]


def test_a_password_that_will_not_do_is_refused_in_the_language_of_the_system(
    tmp_path: Path,
) -> None:
    code, said, problem = run(
        tmp_path / "fresh", "new", "--name", "Ada", password="x", system="de_DE.UTF-8"
    )
    assert (code, said) == (4, "")
    assert problem.startswith("Das Notizbuch wurde nicht erstellt. Verwende mindestens 8 Zeichen")


def test_exports_of_a_tag_into_files(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "birds.zip"
    assert run(data, "export", str(target), "--tag", "bird")[0] == 0
    with zipfile.ZipFile(target) as archive:
        assert archive.namelist() == ["Wren.md"]
    code, _, problem = run(data, "export", str(target))
    assert code == 6
    assert "is there already" in problem
    json_file = tmp_path / "all.json"
    assert run(data, "export", str(json_file), "--format", "json")[0] == 0
    assert len(json.loads(json_file.read_text())["pages"]) == 2
    assert run(data, "export", str(tmp_path), "--format", "html")[0] == 6, "it is not empty"


def test_backup_restore_and_check(data: Path, window: Notebook) -> None:
    code, said, _ = run(data, "backup")
    assert code == 0
    assert "Made and checked" in said
    page = window.pages.find("wren")
    window.pages.save(page.id, "changed", page.revision)
    code, said, _ = run(data, "restore", "latest", "--look")
    assert "Changed since: Wren" in said
    assert window.pages.find("wren").body == "changed"
    assert run(data, "restore", "latest")[0] == 0
    assert window.pages.find("wren").body == "changed", "nobody said yes"
    assert run(data, "restore", "latest", "--page", "wren", "--yes")[0] == 0
    assert window.pages.find("wren").body == "a bird #bird"
    code, said, _ = run(data, "check")
    assert code == 0
    assert said.count("whole") == 3


def test_a_destroyed_notebook_comes_back_whole_from_a_backup(data: Path) -> None:
    run(data, "backup")
    (data / "notebook.db").write_bytes(b"\0" * 8192)
    assert run(data, "check")[0] == 7
    code, said, _ = run(data, "restore", "--list")
    assert code == 0
    assert "asked" in said
    assert run(data, "restore", "--whole", password="wrong")[0] == 5
    code, said, problem = run(data, "restore", "--whole")
    assert (code, problem) == (0, "")
    assert run(data, "check")[0] == 0
    replaced = list((data / "backups").glob("*replaced"))
    assert (replaced[0] / "notebook.db").read_bytes() == b"\0" * 8192


def test_a_whole_restoring_waits_until_the_window_is_closed(data: Path, window: Notebook) -> None:
    run(data, "backup")
    code, _, problem = run(data, "restore", "--whole")
    assert code == 4
    assert "Close it first" in problem


@pytest.mark.parametrize(
    ("words", "code"),
    [(("export",), 2), (("export", "x", "--password", "y"), 2), (("import", "/no/such"), 6)],
)
def test_what_can_not_be_done_has_its_code(data: Path, words: tuple[str, ...], code: int) -> None:
    assert run(data, *words)[0] == code


def test_a_wrong_password_and_a_missing_notebook_have_their_codes(
    data: Path, tmp_path: Path
) -> None:
    code, _, problem = run(data, "check", password="wrong")
    assert code == 5
    assert "does not open" in problem
    assert run(tmp_path / "empty", "check")[0] == 4


def test_a_damaged_backup_is_found(data: Path) -> None:
    run(data, "backup")
    database = next((data / "backups").glob("*/notebook.db"))
    content = bytearray(database.read_bytes())
    content[-100] ^= 1
    database.write_bytes(content)
    code, _, problem = run(data, "check")
    assert code == 7
    assert "damaged" in problem


def test_without_a_terminal_the_descriptor_is_asked_for(data: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "check", "--data-dir", str(data)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 4
    assert "--password-fd" in done.stderr


def test_words_become_a_command(tmp_path: Path) -> None:
    options = read_options(["--data-dir", str(tmp_path), "export", "out", "--format", "html"])
    assert options.data_dir == tmp_path
    assert options.command == Command("export", place=Path("out").absolute(), kind="html")
    page = tmp_path / "page.md"
    page.write_text("x")
    assert read_options(["--", str(page)]).command is None
    with pytest.raises(CannotStart):
        read_options(["backup", "--what"])


def test_every_command_and_exit_code_is_documented() -> None:
    page = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"inglenook {name}" not in page] == []
    codes = {value for value in vars(failures).values() if isinstance(value, int)}
    written = {int(found) for found in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)}
    assert written == codes | {0}
