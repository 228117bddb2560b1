"""A save in a real window: from the end of the pause after the last key to "Saved" on the screen.

The floor is the sum of two things: the same statements, recorded from a save of the same page and
run again on an unencrypted copy of the notebook, and one bare HTTP round trip that carries the same
text from the same page to the same server, after the same pause. "On the screen" is the first task
after the frame. Until the next frame up to 16 ms pass, whatever was answered: so there is a row
in which the round trip's answer is written at the same place, and painted, too.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from benchmarks.measured import FLOOR
from benchmarks.notebooks import KEY, copy_notebook, copy_whole, notebook_of, plain_copy_of
from benchmarks.report import Row, spread
from benchmarks.windowed import alone, show_page, sign_in, size_of
from webui.notebook.database import Database
from webui.notebook.moments import utc_now
from webui.notebook.pages import Pages

_ROUNDS, _QUICK_ROUNDS = 40, 3
_LARGEST_RATIO = 1.6
# As writing/saver.js has it.
_PAUSE = 600
_WATCH = """(() => {
  const later = window.setTimeout.bind(window);
  window.setTimeout = (act, wait, ...rest) => later((...given) => {
    if (wait === PAUSE) window.began = performance.now();
    act(...given);
  }, wait, ...rest);
  window.saved = [];
  window.answered = [];
  const status = document.querySelector(".folio__status");
  new MutationObserver(() => {
    // Not innerText, which lays the page out.
    const words = status.textContent;
    const heard = words.startsWith("Saved") ? window.saved : window.answered;
    if (words.startsWith("Saving")) return;
    const told = performance.now();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () =>
        heard.push([performance.now(), told].map((each) => each - window.began));
      port2.postMessage(0);
    });
  }).observe(status, { childList: true, subtree: true, characterData: true });
})()"""
_TRIP = """(async () => {
  window.answered.length = 0;
  const text = document.querySelector("textarea[name=body]").value;
  await new Promise((begin) => setTimeout(begin, PAUSE));
  const body = new URLSearchParams({ body: text, base: 1 });
  await (await fetch("FLOOR/trip", { method: "POST", body })).json();
  document.querySelector(".folio__status").textContent = "Answered";
})()"""


def measure(*, quick: bool) -> list[Row]:
    """Write a letter, wait for its save, and run the floor's two parts after each."""
    pages = size_of(quick=quick)
    shown: list[float] = []
    told: list[float] = []
    trips: list[float] = []
    painted_trips: list[float] = []
    statements: list[float] = []
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        _saves(Path(folder), pages) as run_again,
        alone(pages) as program,
    ):
        page = sign_in(program)
        show_page(page, pages, "?edit=1")
        page.wait_for("!!document.querySelector('.cm-content')")
        page.click(".cm-line")
        page.evaluate(_WATCH.replace("PAUSE", str(_PAUSE)))
        for turn in range((_QUICK_ROUNDS if quick else _ROUNDS) + 2):
            page.evaluate("window.saved.length = 0")
            page.type("abcdefghij"[turn % 10])
            seen, known = page.wait_for("window.saved[0]")
            page.evaluate(_TRIP.replace("PAUSE", str(_PAUSE)).replace("FLOOR", FLOOR))
            painted_trip, trip = page.wait_for("window.answered[0]")
            again = run_again()
            if turn > 1:
                shown.append(float(seen))
                told.append(float(known))
                trips.append(float(trip))
                painted_trips.append(float(painted_trip))
                statements.append(again)
    print(
        f"save: middle half {spread(shown)} ms; known to the page after {spread(told)} ms;"
        f" statements {spread(statements)} ms, round trip {spread(trips)} ms,"
        f" painted {spread(painted_trips)} ms"
    )
    said = statistics.median(statements)
    floor, painted_floor = (said + statistics.median(each) for each in (trips, painted_trips))
    name = "save: end of the pause to “Saved”"
    return [
        _row(f"{name} on the screen, {pages:,} pages", shown, floor),
        _row(f"{name} in the page, {pages:,} pages", told, floor),
        _row(f"{name} on the screen, against an answer painted", shown, painted_floor),
    ]


def _row(name: str, times: list[float], floor: float) -> Row:
    value = statistics.median(times)
    ratio = value / floor
    return Row(name, value, "ms", floor, ratio, f"<= {_LARGEST_RATIO:g} x", ratio <= _LARGEST_RATIO)


@contextmanager
def _saves(base: Path, size: int) -> Iterator[Any]:
    """Answer a function that runs one more save's statements without a key: its milliseconds."""
    encrypted, plain = base / "encrypted.db", base / "plain.db"
    copy_notebook(size, encrypted)
    copy_whole(plain_copy_of(notebook_of(size)), plain)
    database = Database(encrypted, bytearray(KEY))
    connection = apsw.Connection(str(plain), flags=apsw.SQLITE_OPEN_READWRITE)
    connection.execute(
        "pragma synchronous = full; pragma temp_store = memory; pragma secure_delete = on;"
        "pragma foreign_keys = on; pragma trusted_schema = off"
    ).fetchall()
    pages = Pages(database, utc_now)
    try:
        yield lambda: _run(connection, _record(database, pages, size))
    finally:
        database.close()
        connection.close()


def _record(database: Database, pages: Pages, page_id: int) -> list[tuple[str, Any]]:
    """Save a page with one more letter; answer what that said to SQLite."""
    said: list[tuple[str, Any]] = []
    page = pages.by_id(page_id)
    with database.writing() as connection:
        writer = connection

    def note(_cursor: object, sql: str, bindings: Any) -> bool:
        said.append((sql, bindings))
        return True

    writer.exec_trace = note
    try:
        pages.save(page_id, page.body + "a", page.revision)
    finally:
        writer.exec_trace = None
    return said


def _run(connection: apsw.Connection, said: list[tuple[str, Any]]) -> float:
    began = time.perf_counter()
    for sql, bindings in said:
        connection.execute(sql, bindings).fetchall()
    return (time.perf_counter() - began) * 1000
