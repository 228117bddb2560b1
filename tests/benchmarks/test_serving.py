"""Benchmarks run, and what they write has the shape that was promised."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest

from benchmarks import serving
from benchmarks.__main__ import main


def test_the_server_is_measured_and_the_rows_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(serving, "_QUICK_LARGE", 120)
    assert main(["serving", "--quick", "--json", str(tmp_path / "rows.json")]) == 0
    rows = json.loads((tmp_path / "rows.json").read_text("utf-8"))
    assert len(rows) == 7
    for row in rows:
        assert set(row) == {"name", "value", "unit", "floor", "ratio", "goal", "met"}
        assert row["value"] > 0
