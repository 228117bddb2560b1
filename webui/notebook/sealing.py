"""A secret and the database key: sealing one under the other, and opening it again.

The password goes through Argon2id (RFC 9106, the second recommended option: 64 MiB, 3 passes,
4 lanes); the recovery code and the kept key are random already and go through HKDF-SHA256
(RFC 5869) with the notebook's id, so that a slot of one notebook opens nothing of another.
AES-256-GCM holds the database key, with all that the slot says of itself as associated data.

Import this where it is used: cryptography and argon2 cost more start time than the whole notebook,
and nothing needs them before the login page is on the screen.
"""

import secrets

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from webui.notebook.errors import NotEnoughMemory, WrongPassword
from webui.notebook.slots import NONCE_BYTES, SALT_BYTES, Argon2Cost, Kind, Slot

_KEY_BYTES = 32


def seal(key: bytearray, secret: bytes, kind: Kind, context: bytes, cost: Argon2Cost) -> Slot:
    """Seal the database key under a secret. `context` must be given again to open it.

    `cost` counts for the password alone.
    """
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    slot = Slot(kind, cost if kind == "password" else None, salt, nonce, b"")
    sealer = AESGCM(_derive(secret, slot, context))
    sealed = sealer.encrypt(nonce, bytes(key), _associated(slot, context))
    return Slot(slot.kind, slot.cost, salt, nonce, sealed)


def unseal(slot: Slot, secret: bytes, context: bytes) -> bytearray:
    """The database key. Raises WrongPassword, for a changed slot as well: they look the same."""
    sealer = AESGCM(_derive(secret, slot, context))
    try:
        return bytearray(sealer.decrypt(slot.nonce, slot.sealed, _associated(slot, context)))
    except InvalidTag:
        raise WrongPassword from None


def _derive(secret: bytes, slot: Slot, context: bytes) -> bytes:
    if slot.cost is not None:
        return _derive_slowly(secret, slot.salt, slot.cost)
    info = b"inglenook " + slot.kind.encode() + b" " + context
    return HKDF(SHA256(), _KEY_BYTES, slot.salt, info).derive(secret)


def _derive_slowly(secret: bytes, salt: bytes, cost: Argon2Cost) -> bytes:

    try:
        return hash_secret_raw(
            secret,
            salt,
            time_cost=cost.passes,
            memory_cost=cost.memory,
            parallelism=cost.lanes,
            hash_len=_KEY_BYTES,
            type=Type.ID,
        )
    except HashingError as error:
        raise NotEnoughMemory from error


def _associated(slot: Slot, context: bytes) -> bytes:
    cost = (slot.cost.memory, slot.cost.passes, slot.cost.lanes) if slot.cost else ()
    return b"|".join((context, slot.kind.encode(), repr(cost).encode(), slot.salt))
