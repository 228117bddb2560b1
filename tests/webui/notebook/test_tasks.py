"""Tasks: found in the text wherever they stand, and ticked on their own line."""

import pytest

from webui.notebook.tasks import find_tasks, tick


@pytest.mark.parametrize(
    ("body", "tasks"),
    [
        ("- [ ] water", [(0, False, None, "water")]),
        ("words\n\n* [x] done", [(2, True, None, "done")]),
        ("1. [ ] a\n   - [X] b", [(0, False, None, "a"), (1, True, None, "b")]),
        ("> - [ ] quoted", [(0, False, None, "quoted")]),
        ("- [ ] call @2026-11-30 Ada", [(0, False, "2026-11-30", "call Ada")]),
        ("- [ ] call due:2026-11-30", [(0, False, "2026-11-30", "call")]),
        ("- [ ] call due: 2026-11-30", [(0, False, "2026-11-30", "call")]),
        ("- [ ] call 📅 2026-11-30", [(0, False, "2026-11-30", "call")]),
        ("- [ ] no such day @2026-02-30", [(0, False, None, "no such day")]),
        ("- [ ] mail ada@2026-11-30", [(0, False, None, "mail ada@2026-11-30")]),
        ("- [ ] **see** [[Garden|the roses]]", [(0, False, None, "see the roses")]),
        ("- [ ] @2026-11-30", [(0, False, "2026-11-30", "@2026-11-30")]),
        ("```\n- [ ] code\n```\n- [ ] after", [(3, False, None, "after")]),
        ("<!--\n- [ ] put aside\n-->\n- [ ] a <!-- why -->", [(3, False, None, "a")]),
        ("`<!--`\n- [ ] no comment -->", [(1, False, None, "no comment -->")]),
        ("- [ ]\n- [] x\n- [y] x\n[ ] x", []),
    ],
)
def test_a_task_is_found_with_its_line_and_its_day(
    body: str, tasks: list[tuple[int, bool, str | None, str]]
) -> None:
    found = find_tasks(body)
    assert [(task.line, task.done, task.due, task.text) for task in found] == tasks


def test_a_tick_changes_its_line_and_nothing_else() -> None:
    body = "- [ ] one\n\n> 1. [ ] two [ ]  \nlast"
    assert tick(body, 2, done=True) == "- [ ] one\n\n> 1. [x] two [ ]  \nlast"
    assert tick("- [X] one", 0, done=False) == "- [ ] one"
    assert tick(body, 1, done=True) is None
    assert tick(body, 99, done=True) is None
    assert tick(body, -1, done=True) is None
