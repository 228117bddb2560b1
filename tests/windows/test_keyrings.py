"""The program and a real keyring, in every state it can be in."""

from __future__ import annotations

import base64
import gc
import json
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from keyring.backend import KeyringBackend
from keyring.backends.SecretService import Keyring

from desktop.keychain import Keychain, Outcome
from desktop.signing import SigningKeys
from tests.webui.conftest import NAME, PASSWORD, Browser, House
from tests.windows.devtools import Page, Program
from tests.windows.keyrings import SecretService
from tests.windows.scenes import sign_in
from webui.room import room_of

Launch = Callable[..., Program]


def keys_of(page: Page) -> Any:
    return page.evaluate("fetch('/keys').then((answer) => answer.json())")


def read_item(
    service: SecretService, monkeypatch: pytest.MonkeyPatch, program: Program
) -> dict[str, Any]:
    """Answer what the keyring really holds, read past the program."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", service.environment["DBUS_SESSION_BUS_ADDRESS"])
    installation = (program.data_dir / "installation").read_text().strip()
    backend: KeyringBackend = Keyring()  # type: ignore[no-untyped-call]
    told = backend.get_password("Inglenook", f"signing-keys-{installation}")
    assert told is not None
    item: dict[str, Any] = json.loads(told)
    return item


def test_the_keyring_holds_the_key_and_no_file_does(
    launch: Launch, secret_service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = launch(environment=secret_service.environment)
    page = program.page()
    sign_in(page)
    told = keys_of(page)
    assert (told["kept"], told["problem"]) == (True, None)
    assert told["storage"] == "the system keyring (Secret Service)"
    encoded = read_item(secret_service, monkeypatch, program)["current"]
    key = base64.b64decode(encoded)
    assert len(key) == 32
    program.close()
    forms = (key, key.hex().encode(), encoded.encode(), base64.urlsafe_b64encode(key))
    for name in program.files():
        content = (program.home / name).read_bytes()
        assert not [form for form in forms if form in content], name


def test_the_key_is_the_same_at_the_next_start(
    launch: Launch, secret_service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = []
    for _ in range(2):
        program = launch(environment=secret_service.environment)
        program.page().wait_for_path("/login")
        items.append(read_item(secret_service, monkeypatch, program))
        program.close()
    assert items[0] == items[1]


def test_a_secret_is_kept_through_a_restart(launch: Launch, secret_service: SecretService) -> None:
    program = launch(environment=secret_service.environment)
    page = program.page()
    page.wait_for_path("/login")
    kept = "fetch('/kept', {method: 'POST', body: 'the words'}).then((answer) => answer.json())"
    assert page.evaluate(kept) == {"kept": True}
    program.close()
    page = launch(environment=secret_service.environment).page()
    page.wait_for_path("/login")
    told = page.evaluate("fetch('/kept').then((answer) => answer.json())")
    assert told == {"kept": "the words"}


def test_without_a_keyring_the_program_works_and_says_so(launch: Launch) -> None:
    program = launch()
    page = program.page()
    sign_in(page)
    told = keys_of(page)
    assert not told["kept"]
    assert told["problem"].startswith("This computer has no keyring")
    assert program.close()[0] == 0
    assert program.stderr == ""


def test_a_locked_keyring_is_named_and_nothing_is_overwritten(
    launch: Launch, secret_service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = launch(environment=secret_service.environment)
    program.page().wait_for_path("/login")
    item = read_item(secret_service, monkeypatch, program)
    program.close()
    secret_service.stop()
    secret_service.start(unlocked=False)
    program = launch(environment=secret_service.environment)
    page = program.page()
    sign_in(page)
    assert keys_of(page)["problem"].startswith("The system keyring is locked")
    program.close()
    secret_service.stop()
    secret_service.start()
    assert read_item(secret_service, monkeypatch, program) == item


def test_a_keyring_that_hangs_costs_five_seconds_and_no_more(
    launch: Launch, secret_service: SecretService
) -> None:
    secret_service.pause()
    program = launch(environment=secret_service.environment)
    page = program.page()
    page.wait_for_path("/login", patience=12)
    assert keys_of(page)["problem"].startswith("The system keyring did not answer in time")
    code, seconds = program.close()
    assert (code, program.stderr) == (0, "")
    assert seconds < 2


def test_a_keyring_that_goes_away_mid_run_takes_nothing_with_it(
    launch: Launch, secret_service: SecretService
) -> None:
    program = launch(environment=secret_service.environment)
    page = program.page()
    sign_in(page)
    secret_service.stop()
    told = page.evaluate("fetch('/kept', {method: 'POST', body: 'x'}).then((a) => a.json())")
    assert told == {"kept": False}
    page.go("/second")
    page.wait_for_path("/second")
    assert program.close()[0] == 0
    assert program.stderr == ""


class TestTheRealSecretService:
    """The same promises as the fake back ends keep (tests/desktop/test_keychain.py)."""

    @pytest.fixture
    def keychain(
        self, secret_service: SecretService, monkeypatch: pytest.MonkeyPatch
    ) -> Iterator[Keychain]:
        for name, value in secret_service.environment.items():
            monkeypatch.setenv(name, value)
        yield Keychain("Inglenook tests", choose=Keyring, limit=2.0)
        # keyring leaves its connection open when the collection is locked.
        with warnings.catch_warnings(action="ignore", category=ResourceWarning):
            gc.collect()

    def test_what_is_written_is_read(self, keychain: Keychain) -> None:
        assert keychain.read("a").outcome is Outcome.MISSING
        assert keychain.write("a", "päss 例").outcome is Outcome.OK
        assert keychain.read("a").value == "päss 例"

    def test_what_is_deleted_is_gone(self, keychain: Keychain) -> None:
        keychain.write("a", "1")
        assert keychain.delete("a").outcome is Outcome.OK
        assert keychain.delete("a").outcome is Outcome.MISSING
        assert keychain.read("a").outcome is Outcome.MISSING

    def test_a_hanging_service_times_out(
        self, keychain: Keychain, secret_service: SecretService
    ) -> None:
        keychain.write("a", "1")
        secret_service.pause()
        assert keychain.read("a").outcome is Outcome.TIMEOUT

    def test_a_service_that_is_gone_is_unavailable(
        self, keychain: Keychain, secret_service: SecretService
    ) -> None:
        keychain.write("a", "1")
        secret_service.stop()
        assert keychain.read("a").outcome is Outcome.UNAVAILABLE
        assert keychain.write("a", "2").outcome is Outcome.UNAVAILABLE

    def test_a_locked_service_says_so(
        self, keychain: Keychain, secret_service: SecretService
    ) -> None:
        keychain.write("a", "1")
        secret_service.stop()
        secret_service.start(unlocked=False)
        assert keychain.read("a").outcome is Outcome.LOCKED
        assert keychain.write("a", "2").outcome is Outcome.LOCKED


def test_a_renewed_key_and_the_former_one_lie_in_the_real_keyring_and_verify_after_a_restart(
    secret_service: SecretService, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(
        "DBUS_SESSION_BUS_ADDRESS", secret_service.environment["DBUS_SESSION_BUS_ADDRESS"]
    )

    def start() -> House:
        """What a start of the program puts around its data folder."""
        chain = Keychain("Inglenook", choose=Keyring)
        keys = SigningKeys(chain, "signing-keys-test")
        return House(tmp_path / "data", keys=cast("Any", keys))

    before = start()
    first = before.keys.ring()
    assert first.kept
    app = before.start()
    room_of(app).notebook.create(NAME, PASSWORD)
    browser = Browser(app)
    browser.log_in(stay="1")
    cookie = browser.client.get_cookie(browser.cookie_name)
    assert cookie is not None
    browser.post("/session/key")
    room_of(app).close()

    after = start()
    ring = after.keys.ring()
    assert ring.current != first.current
    assert ring.former == (first.current,)
    after.keyring = before.keyring
    again = Browser(after.start())
    assert room_of(again.app).resume().startswith("/resume/")
    again.client.set_cookie(again.cookie_name, cookie.value)
    assert again.get("/pages/").status_code == 200, "what the former key signed holds for a day"
    room_of(again.app).close()
