"""What a window of Linux offers, as far as it can be seen without a screen."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from desktop.backends.qt_acts import list_acts
from desktop.words import WORDS


def test_the_menu_leads_to_about_the_log_and_the_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    heard: list[object] = []
    monkeypatch.setattr("desktop.backends.qt_acts.open_folder", heard.append)
    setting = SimpleNamespace(folder=tmp_path / "webview", wanted=heard.append)
    nothing = cast("Any", None)
    groups = list_acts(
        nothing, nothing, cast("Any", SimpleNamespace(setting=setting, zoom=1.0, close_all=None))
    )
    acts = {act.words: act for group in groups for act in group}
    assert set(acts) <= set(WORDS)
    for words in ("Check the log", "Open the data folder", "About Inglenook"):
        acts[words].do()
    assert heard == ["/log", tmp_path, "/about"]
