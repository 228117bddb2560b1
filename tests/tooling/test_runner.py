"""A run shows every failure, counts what passed, and never takes silence for success."""

import sys
from pathlib import Path

import pytest

from tooling.parts import Part, list_checks, list_suites
from tooling.places import Places
from tooling.runner import Result, Runner, find_closing_line, format_table, judge

_SUITE = Part("windows", ("pytest",), uses_pytest=True)


@pytest.mark.parametrize(
    ("code", "output", "passed", "remark"),
    [
        (0, "==== 12 passed in 3.20s ====", True, "12 passed"),
        (0, "3 passed, 1 skipped in 61.02s (0:01:01)", True, "3 passed, 1 skipped"),
        (1, "= 1 failed, 2 passed in 0.10s =", False, "1 failed, 2 passed"),
        (0, "==== 4 skipped in 0.01s ====", False, "4 skipped"),
        (5, "==== no tests ran in 0.01s ====", False, "no tests ran"),
        (4, "ERROR: file or directory not found: tests/windows", False, ""),
        (-9, "", False, ""),
    ],
)
def test_a_suite_passes_only_when_something_in_it_passed(
    code: int, output: str, passed: bool, remark: str
) -> None:
    assert judge(_SUITE, code, output, 1.0) == Result("windows", passed, 1.0, remark)


def test_the_closing_line_is_seen_although_a_daemon_speaks_last() -> None:
    counted = "===== 3 passed in 1.20s ====="
    assert find_closing_line(f"...\n{counted}\ndbus-daemon[7]: gone") == counted
    assert find_closing_line("checking\nAll checks passed!") == "All checks passed!"
    assert find_closing_line("") == ""


def test_a_choice_of_tests_may_leave_a_suite_empty() -> None:
    narrowed = Part("windows", ("pytest",), uses_pytest=True, may_be_empty=True)
    assert judge(narrowed, 5, "no tests ran in 0.01s", 1.0).passed
    assert not judge(narrowed, 1, "1 failed in 0.01s", 1.0).passed


def test_every_part_runs_although_one_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    breaks = Part("lint", (sys.executable, "-c", "import sys; sys.exit('line 3 is wrong')"))
    works = Part("types", (sys.executable, "-c", "print('all is well')"))
    missing = Part("pages", ("no-such-program",))
    later = Part("windows", (sys.executable, "-c", "print('drawn')"), alone=True)
    results = Runner(Places(tmp_path)).run([[breaks, works], [missing]], [later])
    assert {result.name: result.passed for result in results} == {
        "lint": False,
        "types": True,
        "pages": False,
        "windows": True,
    }
    shown = capsys.readouterr().out
    assert "line 3 is wrong" in shown
    assert "no-such-program" in shown
    assert "all is well" in shown


def test_the_table_ends_with_what_failed() -> None:
    passed = Result("unit", True, 12.34, "40 passed")
    failed = Result("types", False, 3.0, "")
    table = format_table([passed, failed], 15.5)
    assert "ok      unit           12.3 s  40 passed" in table
    assert table.endswith("Failed: types. 15.5 s in all.")
    assert format_table([passed], 1.0).endswith("Everything passed. 1.0 s in all.")


def test_every_test_folder_belongs_to_exactly_one_part(tmp_path: Path) -> None:
    places = Places(tmp_path)
    parts = {part.name: part for part in [*list_checks(places), *list_suites(places)]}
    everything = " ".join(parts["unit"].command)
    for name in ("browser", "windows"):
        assert parts[name].alone
        assert f"tests/{name}" in parts[name].command
        assert f"--ignore=tests/{name}" in everything
    assert "tests/architecture" in parts["imports"].command
    assert "--ignore=tests/architecture" in everything


def test_a_path_on_the_command_line_runs_that_alone(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_one.py").write_text("")
    (part,) = list_suites(Places(tmp_path), ["tests/test_one.py::test_it", "-x"])
    assert part.command[-2:] == ("tests/test_one.py::test_it", "-x")
