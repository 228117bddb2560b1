import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from webui.notebook import (
    DamagedNotebook,
    NewerNotebook,
    Notebook,
    NotebookError,
    WrongPassword,
)
from webui.notebook.keyslots import KeySlots, _checksum

Make = Callable[[], Notebook]


@pytest.fixture
def file(notebook: Notebook, folder: Path) -> Path:
    """The key slots' file, alone: without the copy that would stand in for it."""
    notebook.lock()
    (folder / "notebook.db.keys").unlink()
    return folder / "keyslots.json"


def rewrite(file: Path, facts: dict[str, Any]) -> None:
    """Write changed facts with the checksum that goes with them, as somebody would on purpose."""
    facts.pop("checksum", None)
    file.write_text(json.dumps({**facts, "checksum": _checksum(facts)}))


Place = tuple[str | int, ...]

ODD: tuple[object, ...] = (-1, 0, 3, 17, 2**31, 2**64, 1.0, True, "8", None, [], 1e400)


def changes(facts: dict[str, Any]) -> Iterator[tuple[Place, object]]:
    """Where and what: each bit of the password's slot, each character of the header, odd costs."""
    slot: Place = ("slots", 0)
    secrets: list[Place] = [(*slot, "sealed"), (*slot, "nonce"), (*slot, "kdf", "salt")]
    words: list[Place] = [("notebook",), ("cipher",), (*slot, "kind"), (*slot, "kdf", "name")]
    for field in secrets:
        value = b64decode(look_up(facts, field))
        for at in range(8 * len(value)):
            flipped = int.from_bytes(value) ^ 1 << at
            yield field, b64encode(flipped.to_bytes(len(value))).decode()
    for cost in ("memory", "passes", "lanes"):
        for odd in ODD:
            yield (*slot, "kdf", cost), odd
    for field in words:
        text = look_up(facts, field)
        for at in range(len(text)):
            yield field, text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]


def look_up(facts: Any, place: Place) -> Any:
    for step in place:
        facts = facts[step]
    return facts


def test_a_slot_changed_on_purpose_opens_nothing(make: Make, file: Path, password: str) -> None:
    original = file.read_bytes()
    reader = make()
    tried = 0
    for place, value in changes(json.loads(original)):
        facts = json.loads(original)
        look_up(facts, place[:-1])[place[-1]] = value
        rewrite(file, facts)
        with pytest.raises((WrongPassword, DamagedNotebook)):
            reader.unlock(password)
        tried += 1
    assert tried > 600
    file.write_bytes(original)
    reader.unlock(password)


def test_a_file_that_went_bad_is_called_damaged_and_opens_only_as_it_was(
    make: Make, file: Path, password: str, name: str
) -> None:
    original = file.read_bytes()
    reader = make()
    opened = damaged = 0
    for at in range(len(original)):
        for flip in (0x01, 0x20):
            file.write_bytes(original[:at] + bytes([original[at] ^ flip]) + original[at + 1 :])
            try:
                reader.unlock(password)
            except DamagedNotebook:
                damaged += 1
            else:
                # The damage was in the other slot or in the name, which the database knows.
                assert reader.name == name
                opened += 1
            reader.lock()
    assert damaged > 800
    assert opened > 100


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"1",
        b"\xff\xfe",
        b"[" * 50_000,
        b'{"checksum": 1}',
        b" " * 100_000,
        b'"' + b"x" * 1_000 + b'"',
    ],
)
def test_a_file_of_anything_else_is_called_damaged(
    make: Make, file: Path, password: str, content: bytes
) -> None:
    file.write_bytes(content)
    for use in (
        lambda: make().unlock(password),
        lambda: make().verify_password(password),
        lambda: make().name,
        lambda: make().has_kept_key,
    ):
        with pytest.raises(DamagedNotebook) as raised:
            use()
        assert raised.value.path == file
        assert "keyslots.json" in str(raised.value)


def test_a_file_cut_short_anywhere_is_called_damaged(make: Make, file: Path, password: str) -> None:
    original = file.read_bytes().rstrip()
    for length in range(len(original)):
        file.write_bytes(original[:length])
        with pytest.raises(DamagedNotebook):
            make().unlock(password)


def test_a_missing_file_is_told_and_never_replaced_by_a_new_notebook(
    make: Make, file: Path, folder: Path, password: str
) -> None:
    before = (folder / "notebook.db").read_bytes()
    file.unlink()
    assert make().state == "locked"
    with pytest.raises(DamagedNotebook, match=r"keyslots\.json"):
        make().unlock(password)
    with pytest.raises(NotebookError):
        make().create("Eve", "another")
    assert (folder / "notebook.db").read_bytes() == before


def test_a_file_lost_while_the_notebook_is_open_comes_back_with_the_next_change(
    make: Make, file: Path, password: str
) -> None:
    notebook = make()
    notebook.unlock(password)
    file.unlink()
    notebook.change_password("another")
    notebook.lock()
    notebook.unlock("another")


def test_a_name_changed_by_somebody_else_is_put_right_when_it_opens(
    make: Make, file: Path, password: str, name: str
) -> None:
    rewrite(file, {**json.loads(file.read_bytes()), "name": "Eve"})
    notebook = make()
    assert notebook.name == "Eve"
    notebook.unlock(password)
    assert notebook.name == name
    assert make().name == name


def test_key_slots_of_a_newer_program_are_told_apart_from_damage(
    make: Make, file: Path, password: str
) -> None:
    rewrite(file, {**json.loads(file.read_bytes()), "format": 2, "slots": "unknown"})
    with pytest.raises(NewerNotebook) as raised:
        make().unlock(password)
    assert (raised.value.found, raised.value.known) == (2, 1)


def test_a_slot_of_another_notebook_opens_nothing(
    make: Make, file: Path, tmp_path: Path, password: str
) -> None:
    other = Notebook(tmp_path / "other", cost=make()._cost)
    other.create("Ada", password)
    other.lock()
    foreign = json.loads((tmp_path / "other" / "keyslots.json").read_bytes())
    facts = json.loads(file.read_bytes())
    rewrite(file, {**facts, "slots": foreign["slots"]})
    with pytest.raises(WrongPassword):
        make().unlock(password)
    rewrite(file, foreign)
    with pytest.raises(DamagedNotebook, match=r"notebook\.db"):
        make().unlock(password)


def test_slots_written_and_read_are_the_same(file: Path) -> None:
    slots = KeySlots.read(file)
    slots.write(file)
    assert KeySlots.read(file) == slots
    assert [slot.kind for slot in slots.slots] == ["password", "recovery"]


def test_no_secret_stands_in_the_file(make: Make, file: Path, password: str) -> None:
    notebook = make()
    notebook.unlock(password)
    opened = notebook._opened
    assert opened is not None
    content = file.read_bytes()
    for secret in (bytes(opened.key), password.encode()):
        for form in (secret, secret.hex().encode(), b64encode(secret)):
            assert form not in content
