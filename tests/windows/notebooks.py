"""A person at the notebook: making it, signing in, writing, opening windows."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.windows.devtools import ROOT, Page, Program
from tests.windows.waiting import PATIENCE

NAME = "Ada Lovelace"
PASSWORD = "correct horse 電池 staple"
ENTER, KEY_L, KEY_N = 13, 76, 78
CONTROL, SHIFT = 2, 8


def make_notebook(data_dir: Path) -> str:
    """Make a notebook as a script does; answer its recovery code."""
    made: subprocess.CompletedProcess[str] = subprocess.run(
        [
            *(sys.executable, "-m", "desktop", "new"),
            *("--data-dir", str(data_dir), "--name", NAME, "--password-fd", "0"),
        ],
        input=PASSWORD,
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return made.stdout.strip()


def log_in(page: Page, *, stay: bool = False) -> None:
    """Type the password into the field where the cursor waits, and press Enter."""
    page.wait_for("document.activeElement?.name === 'password'")
    page.type(PASSWORD)
    if stay:
        page.click("label[for=stay]")
        page.wait_for("document.querySelector('input[name=stay]').checked")
        page.click("input[name=password]")
    page.press("Enter", ENTER)
    wait_signed_in(page)


def wait_signed_in(page: Page, patience: float = PATIENCE) -> None:
    page.wait_for(f"document.body?.innerText.includes({json.dumps(NAME)})", patience)
    # Scripts of the page, and with them its keys, are there once it is complete.
    page.wait_for(
        "document.readyState === 'complete' && !!document.querySelector('body.shell')", patience
    )


def wait_logged_out(page: Page, patience: float = PATIENCE) -> None:
    page.wait_for(
        "location.pathname === '/login' && document.readyState === 'complete'"
        " && document.body.innerText.includes('You are not logged in')",
        patience,
    )


def write_page(page: Page, title: str, text: str) -> str:
    """Make a page by keys alone; answer its path once it says that it is saved."""
    page.wait_for("document.readyState === 'complete' && !!document.querySelector('body.shell')")
    before = page.evaluate("location.pathname")
    page.press("n", KEY_N, CONTROL)
    page.wait_for(f"location.pathname !== {json.dumps(before)}")
    page.wait_for("!!document.querySelector('.cm-content')")
    page.wait_for("!!document.activeElement.closest('.leaf__title')")
    page.type(title)
    page.press("Enter", ENTER)
    page.wait_for("!!document.activeElement.closest('.cm-content')")
    page.type(text)
    wait_saved(page)
    return str(page.evaluate("location.pathname"))


def wait_saved(page: Page) -> None:
    page.wait_for("document.querySelector('.folio__status')?.innerText.startsWith('Saved')")


def open_window(program: Program, page: Page) -> Page:
    """Open another window on the page that this window shows; answer its page."""
    count = len(program.pages())
    page.press("N", KEY_N, CONTROL | SHIFT)
    return program.pages(count + 1)[-1]
