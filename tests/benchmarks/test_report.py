"""Every benchmark answers rows, and all that is written of them goes one way."""

from __future__ import annotations

import importlib
import inspect
import json
from pathlib import Path
from typing import get_type_hints

import pytest

from benchmarks.__main__ import LONG_NAMES, NAMES, main
from benchmarks.report import Row, compare, exceed

KEYS = ["name", "value", "unit", "floor", "ratio", "goal", "met"]


@pytest.mark.parametrize("name", [*NAMES, *LONG_NAMES])
def test_each_benchmark_writes_the_keys_that_were_promised(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = importlib.import_module(f"benchmarks.{name}")
    assert get_type_hints(module.measure)["return"] == list[Row]
    assert list(inspect.signature(module.measure).parameters) == ["quick"]
    rows = [compare("a", [3.0], [2.0], "ms", 1.6), exceed("b", [3.0], [2.0], "MB", 0.5)]
    monkeypatch.setattr(module, "measure", lambda **_: rows)
    written = tmp_path / "rows.json"
    assert main([name, "--json", str(written)]) == 1
    records = json.loads(written.read_text("utf-8"))
    assert [list(each) for each in records] == [KEYS, KEYS]
    assert [list(each.values()) for each in records] == [
        ["a", 3.0, "ms", 2.0, 1.5, "<= 1.6 x", True],
        ["b", 3.0, "MB", 2.0, 1.0, "<= +0.5 MB", False],
    ]
