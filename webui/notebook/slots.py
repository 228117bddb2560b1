"""A key slot, and what opening it costs."""

from dataclasses import dataclass
from typing import Literal

SALT_BYTES = 16
NONCE_BYTES = 12
SEALED_BYTES = 32 + 16

Kind = Literal["password", "recovery", "kept"]


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """What one try at the password costs: KiB of memory, passes over it, lanes."""

    memory: int
    passes: int
    lanes: int


STANDARD = Argon2Cost(memory=64 * 1024, passes=3, lanes=4)


@dataclass(frozen=True, slots=True)
class Slot:
    """The database key sealed under one secret. `cost` is None for secrets that are random."""

    kind: Kind
    cost: Argon2Cost | None
    salt: bytes
    nonce: bytes
    sealed: bytes
