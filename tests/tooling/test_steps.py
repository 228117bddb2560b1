"""A step is one line while it works, and tells everything when it does not."""

import sys
from pathlib import Path

import pytest

from tooling.steps import StepFailed, run_step


def test_a_step_that_works_takes_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_step("Making tea", [sys.executable, "-c", "print('chatter')"], cwd=tmp_path)
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("Making tea … ")
    assert line.endswith(" s")


def test_a_step_that_fails_shows_what_the_command_said(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('no water')"]
    with pytest.raises(StepFailed, match="no water"):
        run_step("Making tea", command, cwd=tmp_path)


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StepFailed, match="no-such-kettle"):
        run_step("Making tea", ["no-such-kettle"], cwd=tmp_path)
