"""Sealing for whoever opens the notebook next: anybody puts in, only the open notebook takes out.

Text that could not be saved must be kept when the notebook is locked already and its key is wiped.
So the open notebook leaves a public key behind (X25519, RFC 7748), and each text is sealed to it
under a key of its own (HKDF-SHA256, AES-256-GCM), as RFC 9180 does in its base mode. The private
key follows from the database key; it is kept nowhere.

Import this where it is used: it costs start time, as `sealing` does.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_BYTES = 32
# Each text has a key of its own, so one nonce is used once with it.
_NONCE = bytes(12)
_PURPOSE = b"inglenook drafts"


def derive_slit(key: bytearray, notebook: str) -> bytes:
    """The public key of a notebook, to which anything can be sealed."""
    return _private(key, notebook).public_key().public_bytes_raw()


def seal_to(slit: bytes, text: bytes) -> bytes:
    """Seal a text so that only the open notebook reads it."""
    sender = X25519PrivateKey.generate()
    shared = sender.exchange(X25519PublicKey.from_public_bytes(slit))
    public = sender.public_key().public_bytes_raw()
    return public + AESGCM(_derive(shared, public, slit)).encrypt(_NONCE, text, None)


def open_sealed(key: bytearray, notebook: str, sealed: bytes) -> bytes | None:
    """The text; None for what was sealed to another notebook, or changed."""
    public, private = sealed[:_KEY_BYTES], _private(key, notebook)
    slit = private.public_key().public_bytes_raw()
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(public))
        opener = AESGCM(_derive(shared, public, slit))
        return opener.decrypt(_NONCE, sealed[_KEY_BYTES:], None)
    except (InvalidTag, ValueError):
        return None


def _private(key: bytearray, notebook: str) -> X25519PrivateKey:
    info = _PURPOSE + b" key " + notebook.encode()
    raw = HKDF(SHA256(), _KEY_BYTES, None, info).derive(bytes(key))
    return X25519PrivateKey.from_private_bytes(raw)


def _derive(shared: bytes, public: bytes, slit: bytes) -> bytes:
    return HKDF(SHA256(), _KEY_BYTES, None, _PURPOSE + public + slit).derive(shared)
