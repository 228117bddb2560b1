"""Saves that were acknowledged are there after the program was killed at any moment."""

import subprocess
import sys
import time
from pathlib import Path

from webui.notebook import Notebook

ROOT = Path(__file__).parents[3]

# Saves with a growing number and says so, each time after `save` returned.
WRITER = """
import sys
from pathlib import Path
from webui.notebook import Argon2Cost, Notebook
notebook = Notebook(Path(sys.argv[1]), cost=Argon2Cost(8, 1, 1))
notebook.unlock(sys.argv[2])
page = notebook.pages.by_id(1)
number = int(page.body or 0)
while True:
    number += 1
    page = notebook.pages.save(1, str(number), page.revision).page
    notebook.change_password(sys.argv[2])
    print(number, flush=True)
"""


def test_no_acknowledged_save_is_lost_when_the_program_is_killed(
    notebook: Notebook, folder: Path, password: str
) -> None:
    notebook.pages.create("One")
    notebook.lock()
    last = 0
    for run in range(4):
        last = max(last, kill_while_saving(folder, password, after=0.1 + 0.07 * run))
        notebook.unlock(password)
        page = notebook.pages.by_id(1)
        assert int(page.body) >= last > 0
        assert notebook.revisions.get(1, page.revision).body == page.body
        notebook.lock()


def kill_while_saving(folder: Path, password: str, after: float) -> int:
    """Kill a program that saves, so many seconds after its first; answer its last number."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), password], cwd=ROOT, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(after)
        writer.kill()
        lines = (first + writer.stdout.read()).decode()
    # A last line without its end was cut off by the kill itself.
    return int(lines[: lines.rindex("\n")].split("\n")[-1])
