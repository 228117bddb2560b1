"""Stay signed in: a random key in the host's keyring that opens the notebook at the next start."""

from __future__ import annotations

import json
import logging
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from webui.host import KeptSecret
from webui.notebook import Notebook, NotebookError

ENDS = "kept_until"
"""The setting that says when the kept sign-in ends; what counts stands in the keyring."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """What lies in the keyring: the key of one slot, the sign-in that goes on, and its end."""

    key: bytes
    sign_in: str
    ends_at: datetime

    def encode(self) -> bytes:
        return json.dumps(
            {
                "key": b64encode(self.key).decode(),
                "sign_in": self.sign_in,
                "ends_at": self.ends_at.isoformat(),
            }
        ).encode()

    @classmethod
    def decode(cls, value: bytes) -> Kept | None:
        """Answer what was kept, or None when the value is not ours or was damaged."""
        try:
            facts = json.loads(value)
            return cls(
                key=b64decode(facts["key"], validate=True),
                sign_in=str(facts["sign_in"]),
                ends_at=datetime.fromisoformat(facts["ends_at"]),
            )
        except (ValueError, KeyError, TypeError, NotBase64):
            return None


def keep(notebook: Notebook, keyring: KeptSecret, sign_in: str, lasting: timedelta) -> bool:
    """Let this sign-in go on after a restart. Answers whether the keyring took the key.

    Nothing is left behind when it did not: a slot whose key nobody holds would only be clutter.
    """
    kept = Kept(notebook.keep_key(), sign_in, datetime.now(UTC) + lasting)
    if keyring.keep(kept.encode()):
        notebook.settings.set(ENDS, kept.ends_at.isoformat())
        return True
    notebook.forget_kept_key()
    return False


def forget(notebook: Notebook, keyring: KeptSecret) -> None:
    """End "stay signed in": the slot goes first, so a key that lingers opens nothing."""
    if not notebook.has_kept_key:
        return
    notebook.forget_kept_key()
    forget_entry(keyring)


def forget_entry(keyring: KeptSecret) -> None:
    """Remove a key that opens nothing any more."""
    if not keyring.forget():
        _log.warning("the keyring kept an entry that opens nothing any more")


def resume(notebook: Notebook, keyring: KeptSecret) -> str | None:
    """Open the notebook with the kept key; answer the sign-in that goes on.

    None, with the notebook still locked, when nothing was kept, it is too old, it was ended, or it
    does not open this notebook.
    """
    if notebook.state != "locked" or not notebook.has_kept_key:
        return None
    value = keyring.recall()
    kept = Kept.decode(value) if value else None
    if kept is None:
        return None
    if kept.ends_at < datetime.now(UTC):
        forget(notebook, keyring)
        return None
    try:
        notebook.unlock_with_kept_key(kept.key)
    except NotebookError:
        # Whatever is wrong, the login page says it when the person signs in with the password.
        _log.warning("the kept sign-in did not open the notebook")
        return None
    if notebook.sign_ins.active(kept.sign_in) is None:
        forget(notebook, keyring)
        notebook.lock()
        return None
    return kept.sign_in
