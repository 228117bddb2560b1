"""Tasks: `- [ ]` in the text of a page, kept beside it so that all open ones are found at once.

A task is due on the day that stands in it: `@2026-11-30`, or `due:2026-11-30` or `📅 2026-11-30`,
as other programs write it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import apsw

from webui.notebook.code_spans import lines_of_prose, without_comments
from webui.notebook.sentences import plain

# A page of nothing but tasks must not hold up its own saving.
MOST_TASKS = 2_000
LONGEST_TEXT = 500

TASK = re.compile(r"([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)+\[)([ xX])(\](?=[ \t]+\S))")
DUE = re.compile(r"(?<!\S)(?:@|due:[ ]?|\U0001f4c5\ufe0f?[ ]?)(\d{4}-\d{2}-\d{2})(?![\w-])")


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task as a text holds it. `line` counts from 0."""

    line: int
    done: bool
    due: str | None
    text: str


def find_tasks(body: str) -> tuple[TaskLine, ...]:
    """The tasks of a text, outside of code and comments; of many the first 2,000."""
    if "[ ]" not in body and "[x]" not in body and "[X]" not in body:
        return ()
    tasks: list[TaskLine] = []
    for number, line in enumerate(lines_of_prose(without_comments(body))):
        if found := TASK.match(line):
            tasks.append(_read_task(number, found, line))
            if len(tasks) == MOST_TASKS:
                break
    return tuple(tasks)


def tick(body: str, line: int, *, done: bool) -> str | None:
    """The text with the task on this line done, or open again; None when there is none."""
    lines = body.split("\n")
    found = TASK.match(lines[line]) if 0 <= line < len(lines) else None
    if found is None:
        return None
    rest = lines[line][found.end() :]
    lines[line] = f"{found[1]}{'x' if done else ' '}{found[3]}{rest}"
    return "\n".join(lines)


def due_day(text: str) -> str | None:
    """The day on which a task is due, as in 2026-11-30; None when there is none of the calendar."""
    for found in DUE.finditer(text):
        try:
            return date.fromisoformat(found[1]).isoformat()
        except ValueError:
            continue
    return None


def write_tasks(connection: apsw.Connection, page_id: int, tasks: tuple[TaskLine, ...]) -> None:
    """Keep these as the tasks of the page."""
    change_tasks(connection, {page_id: tasks})


def change_tasks(connection: apsw.Connection, wanted: Mapping[int, tuple[TaskLine, ...]]) -> None:
    """Keep these as the tasks of these pages."""
    rows = {
        (page_id, task.line, int(task.done), task.due, task.text)
        for page_id, tasks in wanted.items()
        for task in tasks
    }
    former: dict[tuple[object, ...], int] = {
        row[1:]: row[0]
        for row in connection.execute(
            "select id, page_id, line, done, due, text from tasks"
            " where page_id in (select value from json_each(?))",
            (json.dumps(list(wanted)),),
        )
    }
    connection.executemany(
        "delete from tasks where id = ?", [(former[row],) for row in former.keys() - rows]
    )
    connection.executemany(
        "insert into tasks (page_id, line, done, due, text) values (?, ?, ?, ?, ?)",
        rows - former.keys(),
    )


def drop_tasks(connection: apsw.Connection, page_id: int) -> None:
    """Forget the tasks of a page."""
    connection.execute("delete from tasks where page_id = ?", (page_id,))


def _read_task(number: int, found: re.Match[str], line: str) -> TaskLine:
    text = line[found.end() :].strip()[:LONGEST_TEXT]
    shown = " ".join(plain(DUE.sub(" ", text)).split())
    return TaskLine(number, found[2] != " ", due_day(text), shown or text)
