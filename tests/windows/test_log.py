"""The log of a whole evening with the notebook has nothing of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.windows.devtools import Program
from tests.windows.keyrings import SecretService
from tests.windows.notebooks import (
    NAME,
    PASSWORD,
    log_in,
    make_notebook,
    wait_logged_out,
    wait_signed_in,
    write_page,
)

Launch = Callable[..., Program]

_TITLE, _WORDS, _TAG = "Zirkonium", "Porphyrblaue Einfälle", "obsidianschwarz"


def test_the_log_holds_no_word_no_name_no_ticket_no_cookie_and_no_key(
    launch: Launch, home: Path, secret_service: SecretService, tmp_path: Path
) -> None:
    code = make_notebook(home / "data")
    program = launch(module="desktop", environment=secret_service.environment)
    page = program.page()
    log_in(page, stay=True)
    path = write_page(page, _TITLE, f"{_WORDS} #{_TAG}")
    for place in (f"/search?q={_TITLE}", "/pages/no-such-page", "/session", "/log", path):
        page.go(place)
        page.wait_for("document.readyState === 'complete'")
    page.evaluate("void setTimeout(() => { throw new Error(document.body.innerText) }, 0)")
    note = tmp_path / f"{_TITLE}.md"
    note.write_text(_WORDS)
    with Program(
        program.screen,
        home / "again",
        data_dir=program.data_dir,
        arguments=("--", str(note)),
        debugging=False,
    ) as again:
        again.wait_exit()
    wait_signed_in(program.pages(2)[1])
    cookies = page.send("Network.getAllCookies")["cookies"]
    assert len(cookies) > 1
    page.evaluate("document.querySelector('form[action=\"/logout\"]').requestSubmit()")
    wait_logged_out(page)
    key = json.loads((program.data_dir / "instance.json").read_text())["key"]
    assert program.close()[0] == 0

    log = "".join(each.read_text("utf-8") for each in (program.data_dir / "logs").iterdir())
    assert "Inglenook ends" in log
    secrets = [_TITLE, _WORDS, _TAG, NAME, PASSWORD, code, key, path, "/enter/", "/asked/"]
    secrets += [cookie["value"] for cookie in cookies]
    # Keys and signatures in part, too.
    secrets += [part for cookie in cookies for part in cookie["value"].split(".") if len(part) > 5]
    found = [secret for secret in secrets if secret.lower() in log.lower()]
    assert not found
    assert not [word for word in NAME.split() if word in log]
