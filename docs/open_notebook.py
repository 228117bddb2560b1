"""Open an Inglenook notebook with its password and nothing of Inglenook: see docs/format.md.

Needs argon2-cffi, cryptography and apsw-sqlite3mc. Prints each page as a line of JSON.
"""

import getpass
import json
import sys
import unicodedata
from base64 import b64decode
from pathlib import Path

import apsw
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PAGES = "select title, slug, created_at, updated_at, body from pages where deleted_at is null"


def read_secret(password: str) -> bytes:
    plain = "".join(" " if unicodedata.category(c) == "Zs" else c for c in password)
    return unicodedata.normalize("NFC", plain).encode()


def unseal_key(slots: dict, password: str) -> bytes:
    slot = next(slot for slot in slots["slots"] if slot["kind"] == "password")
    kdf, salt = slot["kdf"], b64decode(slot["kdf"]["salt"])
    sealing_key = hash_secret_raw(
        read_secret(password),
        salt,
        time_cost=kdf["passes"],
        memory_cost=kdf["memory"],
        parallelism=kdf["lanes"],
        hash_len=32,
        type=Type.ID,
    )
    context = f"inglenook|{slots['format']}|{slots['notebook']}|{slots['cipher']}"
    cost = (kdf["memory"], kdf["passes"], kdf["lanes"])
    associated = f"{context}|password|{cost}|".encode() + salt
    return AESGCM(sealing_key).decrypt(
        b64decode(slot["nonce"]), b64decode(slot["sealed"]), associated
    )


def open_database(folder: Path, password: str) -> apsw.Connection:
    slots = json.loads((folder / "keyslots.json").read_bytes())
    key = unseal_key(slots, password)
    connection = apsw.Connection(str(folder / "notebook.db"), flags=apsw.SQLITE_OPEN_READWRITE)
    connection.execute(f"pragma cipher = '{slots['cipher']}'").fetchall()
    connection.execute(f"pragma hexkey = '{(b'raw:' + key).hex()}'").fetchall()
    connection.execute("pragma query_only = on").fetchall()
    return connection


if __name__ == "__main__":
    typed = getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    names = ("title", "address", "created", "updated", "body")
    for row in open_database(Path(sys.argv[1]), typed).execute(PAGES):
        print(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False))
