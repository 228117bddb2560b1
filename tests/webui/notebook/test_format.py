"""docs/format.md is true: a script that has nothing of ours opens a notebook by its password."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from webui.notebook import Notebook

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = ROOT / "docs" / "open_notebook.py"


def read_pages(folder: Path, password: str) -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, "-I", SCRIPT, folder],
        input=f"{password}\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    if done.returncode:
        raise AssertionError(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_script_imports_nothing_of_ours() -> None:
    imported = set()
    for node in ast.walk(ast.parse(SCRIPT.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
    assert imported - set(sys.stdlib_module_names) == {"apsw", "argon2", "cryptography"}
    assert len(SCRIPT.read_text("utf-8").splitlines()) < 80


def test_a_notebook_is_read_with_standard_tools_and_its_password(
    notebook: Notebook, folder: Path, password: str
) -> None:
    notebook.pages.create("Wren", "a bird, 電池")
    deleted = notebook.pages.create("Deleted")
    notebook.pages.delete(deleted.id)
    pages = read_pages(folder, password)
    assert [(each["title"], each["address"], each["body"]) for each in pages] == [
        ("Wren", "wren", "a bird, 電池")
    ]
    assert notebook.pages.count() == 1, "beside the open program, and nothing is changed"


def test_so_is_a_backup(notebook: Notebook, password: str) -> None:
    notebook.pages.create("Wren", "a bird")
    backup = notebook.backups.make("asked")
    assert [each["body"] for each in read_pages(backup.path, password)] == ["a bird"]


def test_a_wrong_password_opens_nothing(notebook: Notebook, folder: Path) -> None:
    notebook.pages.create("Wren", "a bird")
    with pytest.raises(AssertionError, match="InvalidTag"):
        read_pages(folder, "wrong")
