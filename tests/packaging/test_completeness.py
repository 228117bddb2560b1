"""A bundle holds whatever the sources import, however late, and whatever they read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tooling.package.completeness import find_missing, is_there, read_imports

_ROOT = Path(__file__).resolve().parents[2]


def test_an_import_is_found_in_whatever_function_it_hides() -> None:
    source = """
import a.b, c
from d.e import f
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import g
def one():
    try:
        import h
    except ImportError:
        from i import j
class Two:
    async def three(self):
        import k
"""
    assert read_imports(source, "linux") == {"a.b", "c", "d.e", "h", "i", "k"}


@pytest.mark.parametrize(
    ("platform", "found"), [("linux", {"a", "d"}), ("win32", {"b", "d"}), ("darwin", {"c", "d"})]
)
def test_what_another_system_imports_is_not_missed(platform: str, found: set[str]) -> None:
    source = """
if sys.platform == "linux":
    import a
elif sys.platform == "win32":
    import b
else:
    if sys.platform == "darwin":
        import c
    import d
"""
    # "else" may be any system, as far as this can see.
    assert read_imports(source, platform) == found


def test_a_module_that_is_left_out_is_named_with_its_place(tmp_path: Path) -> None:
    for package in ("desktop", "webui"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
    (tmp_path / "webui" / "late.py").write_text("def f():\n    import zipfile, sys\n")
    bundled = {"desktop", "webui", "webui.late", "zipfile"}
    assert find_missing(tmp_path, bundled, "linux") == []
    assert find_missing(tmp_path, bundled - {"zipfile"}, "linux") == ["zipfile (webui/late.py)"]
    missing = find_missing(tmp_path, bundled - {"webui.late"}, "linux")
    assert missing == ["webui.late (one of the program's own)"]


def test_what_is_in_the_interpreter_itself_is_there() -> None:
    assert is_there("sys", set())
    assert not is_there("zipfile", set())
