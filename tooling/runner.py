"""Runs parts: those that may side by side, the others alone, all of them even when one fails."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tooling.parts import Part
from tooling.places import Places
from tooling.steps import say

_LONGEST = 1800.0  # seconds until a part counts as hung
_PULSE = 30.0  # seconds between two lines that say what is still running
_SUMMARY = re.compile(r"(?:\d+ [a-z]+|no tests ran)(?:, \d+ [a-z]+)* in [\d.]+s")
_NOTHING_COLLECTED = 5  # pytest's exit code


@dataclass(frozen=True, slots=True)
class Result:
    """How a part ended. ``remark`` is pytest's count, or why the part was stopped."""

    name: str
    passed: bool
    seconds: float
    remark: str


class Runner:
    """Runs parts in a checkout and keeps what they print in ``.dev/logs``."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._running: dict[str, tuple[subprocess.Popen[bytes], float]] = {}

    def run(self, lanes: Iterable[Sequence[Part]], alone: Sequence[Part]) -> list[Result]:
        """Run the lanes side by side, then the parts that need the machine to themselves."""
        results: list[Result] = []
        for group in ([list(lane) for lane in lanes], [list(alone)]):
            results += self._run_lanes([lane for lane in group if lane])
        return results

    def _run_lanes(self, lanes: list[list[Part]]) -> list[Result]:
        if not lanes:
            return []
        with ThreadPoolExecutor(len(lanes)) as pool:
            futures = [pool.submit(self._run_lane, lane) for lane in lanes]
            try:
                self._watch(futures)
            except KeyboardInterrupt:
                for future in futures:
                    future.cancel()
                self._stop_all()
                raise
            return [result for future in futures for result in future.result()]

    def _watch(self, futures: list[Future[list[Result]]]) -> None:
        while wait(futures, timeout=_PULSE).not_done:
            now = time.monotonic()
            running = [f"{name} {now - began:.0f} s" for name, (_, began) in self._running.items()]
            if running:
                say(f"      still running: {', '.join(running)}")

    def _run_lane(self, parts: list[Part]) -> list[Result]:
        return [self._run_part(part) for part in parts]

    def _run_part(self, part: Part) -> Result:
        log = self._places.log(part.name)
        log.parent.mkdir(parents=True, exist_ok=True)
        began = time.monotonic()
        with log.open("wb") as output:
            code, trouble = self._execute(part, output, began)
        text = log.read_text(errors="replace").rstrip()
        result = judge(part, code, text, time.monotonic() - began, trouble)
        _report(result, text, log)
        return result

    def _execute(self, part: Part, output: IO[bytes], began: float) -> tuple[int, str]:
        try:
            process = subprocess.Popen(
                part.command,
                cwd=self._places.root,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            return 1, str(error)
        self._running[part.name] = (process, began)
        try:
            return process.wait(_LONGEST), ""
        except subprocess.TimeoutExpired:
            _stop(process)
            return 1, f"stopped after {_LONGEST / 60:.0f} minutes"
        finally:
            del self._running[part.name]

    def _stop_all(self) -> None:
        for process, _ in list(self._running.values()):
            _stop(process)


def judge(part: Part, code: int, output: str, seconds: float, trouble: str = "") -> Result:
    """Tell how a part ended from its exit code and what it printed.

    A suite in which nothing passed has shown nothing, so it fails: a missing browser must not
    look like a green run.
    """
    if not part.uses_pytest:
        return Result(part.name, code == 0, seconds, trouble)
    summaries = _SUMMARY.findall(output)
    remark = summaries[-1].rsplit(" in ", 1)[0] if summaries else ""
    if part.may_be_empty:
        passed = code in (0, _NOTHING_COLLECTED)
    else:
        passed = code == 0 and " passed" in remark
    return Result(part.name, passed, seconds, trouble or remark)


def find_closing_line(output: str) -> str:
    """Return pytest's closing line, whatever daemons have said after it, or else the last line."""
    lines = output.splitlines() or [""]
    return next((line for line in reversed(lines) if _SUMMARY.search(line)), lines[-1])


def format_table(results: Sequence[Result], seconds: float) -> str:
    """Return the closing table: a line for each part, and one for the whole."""
    rows = [
        f"{'ok' if result.passed else 'FAILED':<8}{result.name:<12}{result.seconds:>7.1f} s"
        f"  {result.remark}".rstrip()
        for result in results
    ]
    failed = [result.name for result in results if not result.passed]
    verdict = f"Failed: {', '.join(failed)}" if failed else "Everything passed"
    return "\n".join(["", *rows, "", f"{verdict}. {seconds:.1f} s in all."])


def _report(result: Result, text: str, log: Path) -> None:
    closing = find_closing_line(text)
    line = f"{'ok' if result.passed else 'FAILED':<8}{result.name:<12}{closing}".rstrip()
    if result.passed:
        say(line)
    else:
        say(f"\n{text}\n{line}\n        {result.remark or 'see above'} (kept in {log})\n")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop a part with everything that it started."""
    if os.name == "nt":
        process.kill()
        process.wait()
        return
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
            return
