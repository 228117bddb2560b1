"""What other programs hand over: a file, a link, an entry of the desktop's menu."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.windows.devtools import Page, Program
from tests.windows.notebooks import log_in, make_notebook, wait_signed_in, write_page

Launch = Callable[..., Program]


@pytest.fixture
def start(launch: Launch, home: Path) -> Launch:
    """Start the real program on a notebook that was made beforehand."""
    make_notebook(home / "data")

    def start(*arguments: str) -> Program:
        return launch(module="desktop", arguments=arguments)

    return start


def hand_over(program: Program, *arguments: str) -> Page:
    """Start the program once more, which hands over and ends; answer the window that opens."""
    count = len(program.pages())
    again = Program(
        program.screen,
        program.home / "again",
        data_dir=program.data_dir,
        arguments=arguments,
        debugging=False,
    )
    with again:
        assert again.wait_exit()[0] == 0
        assert (again.stdout, again.stderr) == ("", "")
    page = program.pages(count + 1)[-1]
    wait_signed_in(page)
    return page


def test_the_running_notebook_shows_what_it_is_handed(start: Launch, tmp_path: Path) -> None:
    program = start()
    first = program.page()
    log_in(first)
    write_page(first, "Ideas", "the first words")

    linked = hand_over(program, "--", "inglenook://page/ideas?delete=yes")
    linked.wait_for_path("/pages/ideas")

    fresh = hand_over(program, "--new-page")
    fresh.wait_for("location.pathname.startsWith('/pages/untitled')")
    fresh.wait_for("!!document.activeElement.closest('.leaf__title')")

    note = tmp_path / "Bücher.md"
    note.write_text("Honey and *wax*")
    asking = hand_over(program, "--", note.as_uri())
    asking.wait_for("document.body.innerText.includes('Honey and *wax*')")
    asking.click("form.acts button")
    asking.wait_for("!!document.querySelector('.prose em')")
    assert asking.evaluate("document.querySelector('.leaf__title').innerText") == "Bücher"

    assert program.close()[0] == 0
    for word in ("Bücher", "ideas", "Honey", str(tmp_path)):
        assert word not in program.log


def test_a_file_that_is_double_clicked_waits_until_somebody_signed_in(
    start: Launch, tmp_path: Path
) -> None:
    note = tmp_path / "Bees.md"
    note.write_bytes(b"caf\xe9")
    program = start("--", str(note))
    page = program.page()
    log_in(page)
    page.wait_for("document.body.innerText.includes('Bees.md')")
    assert "save it as UTF-8" in page.text
    assert program.close()[0] == 0
