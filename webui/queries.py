"""What a query block shows: a list, a table, tasks, a month, a number, or what is wrong with it."""

from __future__ import annotations

import time
from calendar import Calendar
from datetime import date
from typing import Any

from flask import render_template

from webui.dates import say_due, say_month, say_when
from webui.daybook import first_weekday
from webui.language import gettext
from webui.notebook import Notebook
from webui.notebook.days import read_day
from webui.notebook.moments import from_milliseconds
from webui.notebook.queries.answers import Answer, Entry
from webui.notebook.queries.language import Mistake
from webui.notebook.queries.running import LONGEST
from webui.notebook.queries.walking import TooMuch

# All blocks of a page together may take this long.
_LONGEST_PAGE = 0.5
_MOST_ON_A_DAY = 5


class Blocks:
    """The query blocks of one page that is being drawn."""

    def __init__(self, notebook: Notebook, today: date) -> None:
        self._notebook = notebook
        self._today = today
        self._left = _LONGEST_PAGE

    def draw(self, source: str, seal: str) -> str:
        """Answer the HTML of a block. What a script acts on carries the seal."""
        began = time.thread_time()
        try:
            answer = self._notebook.queries.run(source, self._today, min(self._left, LONGEST))
        except Mistake as mistake:
            return self._draw_mistake(source, mistake)
        except TooMuch:
            return render_template("queries/too_much.html", source=source)
        finally:
            self._left -= time.thread_time() - began
        return render_template(
            f"queries/{answer.query.shape}.html",
            answer=answer,
            seal=seal,
            today=self._today,
            cell=self._cell,
            **self._calendar(answer),
        )

    def _draw_mistake(self, source: str, mistake: Mistake) -> str:
        lines = source.split("\n")
        return render_template(
            "queries/mistake.html",
            number=mistake.line + 1,
            line=lines[mistake.line].strip()[:200] if mistake.line < len(lines) else "",
            sentence=gettext(mistake.sentence, **mistake.values),
            hint=gettext(mistake.hint),
        )

    def _cell(self, entry: Entry, name: str) -> str:
        """A value as people say it: moments and days in words, all else as it is written."""
        value = entry.facts.get("tags" if name == "tag" else name, "")
        if name in ("created", "changed") and value.isdigit():
            return say_when(from_milliseconds(int(value)))
        day = read_day(value)
        return value if day is None else say_due(day, self._today)

    def _calendar(self, answer: Answer) -> dict[str, Any]:
        if answer.query.shape != "calendar" or answer.query.month is None:
            return {}
        month = answer.query.month
        days: dict[date, list[Entry]] = {}
        for group in answer.groups:
            for entry in group.entries:
                day = _day_of(entry, answer.query.columns[0])
                if day is not None:
                    days.setdefault(day, []).append(entry)
        return {
            "weeks": Calendar(first_weekday(self._notebook)).monthdatescalendar(
                month.year, month.month
            ),
            "days": days,
            "month": month,
            "name": say_month(month),
            "most": _MOST_ON_A_DAY,
        }


def _day_of(entry: Entry, name: str) -> date | None:
    value = entry.facts.get(name, "")
    if name in ("created", "changed") and value.isdigit():
        return from_milliseconds(int(value)).astimezone().date()
    return read_day(value[:10])
