"""The key slots: a small JSON file that holds the database key, sealed under each secret.

It is readable by whoever reads the disk: the owner's name stands in it in clear. The database
keeps the true name; the one here is for the login page, and is mended when they differ.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Self, get_args

from webui.notebook.connections import CIPHER
from webui.notebook.durable import replace_file
from webui.notebook.errors import DamagedNotebook, NewerNotebook, WrongPassword
from webui.notebook.faults import told_of_system
from webui.notebook.slots import NONCE_BYTES, SALT_BYTES, SEALED_BYTES, Argon2Cost, Kind, Slot

FORMAT = 1
_LARGEST_FILE = 64 * 1024
# What a changed file may make the machine do at most: 1 GiB, and a time that still ends.
_MOST_MEMORY = 1024 * 1024
_MOST_PASSES = 64
_MOST_LANES = 16


@dataclass(frozen=True, slots=True)
class KeySlots:
    """What the file says. `is_whole` tells whether its checksum was right when it was read."""

    notebook: str
    name: str
    slots: tuple[Slot, ...]
    cipher: str = CIPHER
    is_whole: bool = True

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises DamagedNotebook, NewerNotebook, StorageFailure."""
        try:
            with path.open("rb") as file:
                return cls.decode(path, file.read(_LARGEST_FILE + 1))
        except FileNotFoundError as error:
            raise DamagedNotebook(path, "the file is missing") from error
        except OSError as error:
            raise told_of_system(error) from error

    @classmethod
    def decode(cls, path: Path, data: bytes) -> Self:
        """What `encode` answered; `path` is named in errors. Raises as `read`."""
        try:
            facts: Any = json.loads(data) if len(data) <= _LARGEST_FILE else None
            checksum = facts.pop("checksum")
            is_whole = checksum == _checksum(facts)
            if is_whole and facts["format"] > FORMAT:
                raise NewerNotebook(facts["format"], FORMAT)
            return cls(**_read_header(facts), is_whole=is_whole)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise DamagedNotebook(path, f"{type(error).__name__}: {error}") from error

    def encode(self) -> bytes:
        """The file's content."""
        facts = {
            "format": FORMAT,
            "notebook": self.notebook,
            "name": self.name,
            "cipher": self.cipher,
            "slots": [_slot_facts(slot) for slot in self.slots],
        }
        text = json.dumps({**facts, "checksum": _checksum(facts)}, ensure_ascii=False, indent=1)
        return text.encode() + b"\n"

    def write(self, path: Path) -> None:
        """Replace the file: after a power cut it is the old or the new one. StorageFailure."""
        try:
            replace_file(path, self.encode())
        except OSError as error:
            raise told_of_system(error) from error

    def has(self, kind: Kind) -> bool:
        """Whether there is a slot of this kind."""
        return any(slot.kind == kind for slot in self.slots)

    def renamed(self, name: str) -> Self:
        """The same with another name of the owner."""
        return replace(self, name=name)

    def without(self, kind: Kind) -> Self:
        """The same without the slot of this kind."""
        return replace(self, slots=tuple(slot for slot in self.slots if slot.kind != kind))

    def sealed(self, key: bytearray, secret: bytes, kind: Kind, cost: Argon2Cost) -> Self:
        """The same with a new slot of this kind, in the place of the one before."""
        from webui.notebook.sealing import seal  # noqa: PLC0415 - it says why

        slot = seal(key, secret, kind, self._context, cost)
        return replace(self, slots=(*self.without(kind).slots, slot))

    def opened(self, path: Path, secret: bytes, kind: Kind) -> bytearray:
        """The database key. Raises WrongPassword, or DamagedNotebook when the checksum was wrong.

        A wrong checksum alone refuses nobody: the damage may be in another slot.
        """
        from webui.notebook.sealing import unseal  # noqa: PLC0415 - it says why

        try:
            for slot in self.slots:
                if slot.kind == kind:
                    return unseal(slot, secret, self._context)
            raise WrongPassword
        except WrongPassword:
            if not self.is_whole:
                raise DamagedNotebook(path, "the checksum is wrong") from None
            raise

    @property
    def _context(self) -> bytes:
        return f"inglenook|{FORMAT}|{self.notebook}|{self.cipher}".encode()


def _checksum(facts: dict[str, Any]) -> str:
    plain = json.dumps(facts, sort_keys=True, separators=(",", ":"))
    return sha256(plain.encode()).hexdigest()


def _slot_facts(slot: Slot) -> dict[str, Any]:
    salt = b64encode(slot.salt).decode()
    kdf: dict[str, Any] = {"name": "hkdf-sha256", "salt": salt}
    if slot.cost:
        kdf = {
            "name": "argon2id",
            "salt": salt,
            "memory": slot.cost.memory,
            "passes": slot.cost.passes,
            "lanes": slot.cost.lanes,
        }
    return {
        "kind": slot.kind,
        "kdf": kdf,
        "nonce": b64encode(slot.nonce).decode(),
        "sealed": b64encode(slot.sealed).decode(),
    }


def _read_header(facts: dict[str, Any]) -> dict[str, Any]:
    notebook, name, cipher = facts["notebook"], facts["name"], facts["cipher"]
    if facts["format"] != FORMAT or cipher != CIPHER:
        raise ValueError("unknown format or cipher")
    if not isinstance(notebook, str) or not isinstance(name, str):
        raise TypeError("not text")
    # JSON can spell lone surrogates, which nothing further on can write.
    f"{notebook}{name}".encode()
    slots = tuple(_read_slot(slot) for slot in facts["slots"])
    return {"notebook": notebook, "name": name, "slots": slots, "cipher": cipher}


def _read_slot(facts: dict[str, Any]) -> Slot:
    kind, kdf = facts["kind"], facts["kdf"]
    if kind not in get_args(Kind):
        raise ValueError("unknown kind of slot")
    if kdf["name"] != ("argon2id" if kind == "password" else "hkdf-sha256"):
        raise ValueError("unknown derivation")
    return Slot(
        kind,
        _read_cost(kdf) if kind == "password" else None,
        _read_bytes(kdf["salt"], SALT_BYTES),
        _read_bytes(facts["nonce"], NONCE_BYTES),
        _read_bytes(facts["sealed"], SEALED_BYTES),
    )


def _read_cost(kdf: dict[str, Any]) -> Argon2Cost:
    memory, passes, lanes = kdf["memory"], kdf["passes"], kdf["lanes"]
    if not all(type(value) is int for value in (memory, passes, lanes)):
        raise TypeError("not a number")
    if not (0 < passes <= _MOST_PASSES and 0 < lanes <= _MOST_LANES):
        raise ValueError("passes or lanes out of range")
    if not 8 * lanes <= memory <= _MOST_MEMORY:
        raise ValueError("memory out of range")
    return Argon2Cost(memory, passes, lanes)


def _read_bytes(text: str, length: int) -> bytes:
    value = b64decode(text, validate=True)
    if len(value) != length:
        raise ValueError("wrong length")
    return value


def wipe(key: bytearray) -> None:
    """Overwrite a key where it lies."""
    key[:] = bytes(len(key))
