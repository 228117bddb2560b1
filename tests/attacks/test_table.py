"""The table of attacks names every test there is, and every test its public reference."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.attacks.table import TABLE

HERE = Path(__file__).parent
_REFERENCE = re.compile(r"\b(RFC|CVE|CWE|OWASP|WHATWG|W3C|Unicode|NIST|CCS|Black Hat)\b")


def shown_by() -> list[Path]:
    return sorted({(HERE / name).resolve() for row in TABLE for name in row.shown_by})


def test_every_row_is_shown_by_tests_that_are_there() -> None:
    assert [path for path in shown_by() if not path.exists()] == []
    assert all(row.shown_by for row in TABLE)


def test_every_file_of_attacks_stands_in_the_table() -> None:
    files = {path.resolve() for path in HERE.rglob("test_*.py")} - {Path(__file__).resolve()}
    assert files <= set(shown_by())


@pytest.mark.parametrize("path", sorted(HERE.rglob("test_*.py")), ids=lambda path: path.name)
def test_every_file_of_attacks_names_its_public_references(path: Path) -> None:
    assert _REFERENCE.search(path.read_text("utf-8"))
