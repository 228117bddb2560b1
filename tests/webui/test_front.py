"""The login page comes first, and everything else when somebody asks for it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from werkzeug.test import Client

from tests.webui.conftest import CHEAP, NAME, PASSWORD
from webui.front import FrontDoor, open_front
from webui.host import plain_browser
from webui.notebook import Notebook
from webui.settings import Settings

# What the first paint may cost: the web framework, the database's library, and nothing else.
_LIBRARIES = frozenset(
    {"apsw", "blinker", "click", "flask", "itsdangerous", "jinja2", "markupsafe", "werkzeug"}
)
_PARTS = ("webui.app", "webui.markdown", "webui.views.pages", "webui.notebook.search")
_START = """
import json, sys
from pathlib import Path
before = set(sys.modules)
from werkzeug.test import Client
from webui.front import open_front
from webui.host import plain_browser
from webui.settings import Settings
settings = Settings(data_dir=Path(sys.argv[1]), installation="0" * 16, version="0.0-test")
answer = Client(open_front(settings, plain_browser())).get("/login")
assert answer.status_code == 200, answer.text
json.dump(sorted(set(sys.modules) - before), sys.stdout)
"""

_LATER = """
import threading
front = open_front(settings, plain_browser())
Client(front).get("/no-such-page")
for thread in threading.enumerate():
    if thread.name == "first page":
        thread.join()
assert {"argon2", "cryptography", "markdown_it", "nh3"} <= set(sys.modules)
assert "webui.notebook.opened" in sys.modules
"""


def front_of(folder: Path) -> FrontDoor:
    settings = Settings(
        data_dir=folder, installation="0123456789abcdef", version="0.0-test", cost=CHEAP
    )
    return open_front(settings, plain_browser())


def is_whole(front: FrontDoor) -> bool:
    return front._house is not None


@pytest.fixture
def notebook(tmp_path: Path) -> Notebook:
    """A notebook that is locked."""
    notebook = Notebook(tmp_path, cost=CHEAP)
    notebook.create(NAME, PASSWORD)
    notebook.lock()
    return notebook


def test_the_login_page_is_there_before_the_rest_is_loaded(
    notebook: Notebook, tmp_path: Path
) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _START, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    loaded = json.loads(told.stdout)
    tops = {name.partition(".")[0] for name in loaded} - sys.stdlib_module_names
    assert {top for top in tops if not top.startswith("_")} <= _LIBRARIES | {"webui"}
    assert [name for name in loaded if name.startswith(_PARTS)] == []


def test_signing_in_from_that_page_opens_the_notebook(notebook: Notebook, tmp_path: Path) -> None:
    front = front_of(tmp_path)
    browser = Client(front)
    page = browser.get("/login").text
    assert NAME in page
    assert not is_whole(front)
    token = re.search(r'name="csrf_token" value="(\w+)"', page)
    assert token
    fields = {"username": NAME, "password": PASSWORD, "csrf_token": token[1]}
    assert browser.post("/login", data=fields).status_code == 303
    assert is_whole(front)
    assert browser.get("/pages/").status_code == 200
    assert browser.get("/login").status_code == 303
    front.room.close()


def test_what_signing_in_takes_is_loaded_while_the_password_is_typed(
    notebook: Notebook, tmp_path: Path
) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _START + _LATER, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr


def test_a_file_that_is_not_there_ends_in_the_page_that_says_so(
    notebook: Notebook, tmp_path: Path
) -> None:
    answer = Client(front_of(tmp_path)).get("/static/no-such-file")
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'class="plain' in answer.text


def test_damaged_key_slots_end_in_the_page_that_says_so(notebook: Notebook, tmp_path: Path) -> None:
    for path in tmp_path.glob("*key*"):
        path.write_bytes(b"{")
    answer = Client(front_of(tmp_path)).get("/login")
    assert answer.status_code >= 400
    assert 'class="plain' in answer.text


def test_without_a_notebook_the_first_page_is_the_welcome(tmp_path: Path) -> None:
    front = front_of(tmp_path)
    assert is_whole(front)
    assert Client(front).get("/welcome").status_code == 200


def test_whoever_stays_signed_in_does_not_wait_for_a_second_loading(
    notebook: Notebook, tmp_path: Path
) -> None:
    notebook.unlock(PASSWORD)
    notebook.keep_key()
    notebook.lock()
    assert is_whole(front_of(tmp_path))
