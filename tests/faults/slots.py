"""The key slots are replaced while the disk fails at each step of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from tests.faults.tally import Tally
from tests.faults.workshop import CHEAP, PASSWORD, Scale, fresh_notebook, open_notebook, say
from webui.notebook import DamagedNotebook, Notebook, NotebookError, WrongPassword

_MOST_STEPS = 100
_NEW = "another password than before"
_FULL = 28


def change_password_on_a_failing_disk(scale: Scale) -> Tally:
    """A change of the password meets a full disk at each step in turn.

    What the person is told holds: after a failure the former password opens the notebook, and
    after the change the new one does, now and after a restart.
    """
    tally = Tally("full disk: password")
    while tally.tries < scale.tries:
        for step in range(_MOST_STEPS):
            with fresh_notebook() as folder:
                notebook = open_notebook(folder)
                notebook.backups.make("asked")
                said = _change(notebook, step)
                _check(folder, notebook, said, step, tally)
                tally.count(said or "The password is changed")
            if not said or tally.tries >= scale.tries:
                break
    return tally


def _change(notebook: Notebook, step: int) -> str:
    try:
        with _failing_from(step):
            notebook.change_password(_NEW)
    except NotebookError as error:
        return say(error)
    return ""


def _check(folder: Path, notebook: Notebook, said: str, step: int, tally: Tally) -> None:
    right, wrong = (PASSWORD, _NEW) if said else (_NEW, PASSWORD)
    for when, asked in (("now", notebook), ("after a restart", Notebook(folder, cost=CHEAP))):
        if not asked.verify_password(right):
            tally.lose(f"{when} {right!r} does not open it, failing from step {step}: {said}")
        if asked.verify_password(wrong):
            tally.lose(f"{when} {wrong!r} opens it, failing from step {step}: {said}")
        notebook.lock()
    (folder / "keyslots.json").unlink()
    try:
        open_notebook(folder, right).lock()
    except WrongPassword:
        tally.lose(f"the copy of the key slots is of another password, failing from step {step}")
    except DamagedNotebook:
        pass  # no copy could be written: better than one of another password


@contextmanager
def _failing_from(step: int) -> Iterator[None]:
    """Let all that writes a small file fail from the step of this number on."""
    left = step

    def failing(act: Callable[..., Any]) -> Callable[..., Any]:
        def maybe(*arguments: Any, **more: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise OSError(_FULL, "No space left on device")
            return act(*arguments, **more)

        return maybe

    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(os, "fsync", failing(os.fsync)))
        stack.enter_context(mock.patch.object(Path, "replace", failing(Path.replace)))
        yield
