"""What happens before a window, and without one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop import app, instance
from desktop.__main__ import main
from desktop.app import require_screen
from desktop.failures import NoScreen

HEAVY = ("flask", "webview", "PySide6", "keyring", "waitress", "webui", "filelock")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_without_a_screen_the_browser_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(NoScreen, match="--browser") as refused:
        require_screen()
    assert refused.value.code == 3
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    require_screen()


def test_a_second_launch_ends_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    script = (
        "import sys, threading\nfrom pathlib import Path\n"
        "from desktop.instance import claim\nfrom desktop.__main__ import main\n"
        "folder = Path(sys.argv[1]); first = claim(folder)\n"
        "with first:\n"
        "    first.listen(lambda errand: {})\n"
        "    code = main(['--data-dir', str(folder), '--browser', '--no-open'])\n"
        f"print(code, [name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert told.stdout == "0 []\n"
    assert told.stderr == ""


def test_a_first_copy_that_does_not_answer_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app, "ask_first_copy", lambda *_: None)
    first = instance.claim(tmp_path)
    assert first is not None
    with first:
        assert main(["--data-dir", str(tmp_path), "--browser"]) == 4
    assert "already open, but does not answer" in capsys.readouterr().err
