"""Benchmarks with real windows run, each wait of them within its limit."""

from __future__ import annotations

import importlib

import pytest

from benchmarks.__main__ import LONG_NAMES, NAMES, main


@pytest.mark.parametrize("name", ["hearing", "saving"])
def test_real_windows_are_measured_against_their_floor(name: str) -> None:
    assert main([name, "--quick"]) == 0


def test_every_name_is_a_benchmark() -> None:
    for name in (*NAMES, *LONG_NAMES):
        assert callable(importlib.import_module(f"benchmarks.{name}").measure)
