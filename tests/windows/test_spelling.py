"""Spelling, where a dictionary is there."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from pathlib import Path

from tests.windows.devtools import Program
from tests.windows.scenes import sign_in
from tests.windows.waiting import wait_until

Launch = Callable[..., Program]

# The two words "honey" and "some", as qwebengine_convert_dict writes them.
_DICTIONARY = (
    "QkRpYwIAAAAgAAAAQwAAAPQ62vbQBYxsJD0fN1OHBRQyAAAAOAAAADkAAAA6AAAACgpBRiAwAAAAAFRS"
    "WSBlbm8AAOJoAHMHQABvbmV5AEAAb21lAA=="
)


def test_a_word_is_mended_from_the_menu(launch: Launch, home: Path) -> None:
    folder = home / "data" / "dictionaries"
    folder.mkdir(parents=True)
    (folder / "en_US.bdic").write_bytes(base64.b64decode(_DICTIONARY))
    program = launch(environment={"LANG": "en_US.UTF-8", "LC_ALL": "en_US.UTF-8"})
    page = program.page()
    sign_in(page)
    page.evaluate("document.querySelector('#text').value = ''")
    page.click("#text")
    [window] = program.windows(1)
    corner = "document.querySelector('#text').getBoundingClientRect()"
    left, top = page.evaluate(f"{corner}.x"), page.evaluate(f"{corner}.y")

    def mend() -> bool:
        # The word is underlined in its own time; until then the menu begins with something else.
        program.screen.click(window, left + 20, top + 12, button=3)
        program.windows(2)
        program.screen.tool("key", "Down", "Return")
        program.windows(1)
        return bool(page.evaluate("document.querySelector('#text').value === 'honey '"))

    # "Undo" may be what the menu begins with: the word is typed anew before each try.
    def write_and_mend() -> bool:
        page.evaluate("document.querySelector('#text').select()")
        program.screen.keys(window, "h", "o", "n", "n", "e", "y", "space")
        page.wait_for("document.querySelector('#text').value === 'honney '")
        time.sleep(0.5)
        return mend()

    wait_until(write_and_mend, "the right word")
