"""One secret that outlives the program, in the system's keyring and nowhere else."""

from __future__ import annotations

import base64
import binascii

from desktop.keychain import Keychain, Outcome


class KeptSecret:
    """What "stay signed in" needs. Every call answers within the keyring's time limit."""

    def __init__(self, keychain: Keychain, name: str) -> None:
        self._keychain = keychain
        self._name = name

    def keep(self, value: bytes) -> bool:
        """Keep `value`. False when the keyring did not take it; nothing is kept elsewhere then.

        False also means that it did not answer in time and may still take it later: the caller must
        make worthless what `value` opens.
        """
        text = base64.b64encode(value).decode("ascii")
        return self._keychain.write(self._name, text).outcome is Outcome.OK

    def recall(self) -> bytes | None:
        """Answer what was kept, or None when there is nothing or the keyring does not answer."""
        answer = self._keychain.read(self._name)
        if answer.outcome is not Outcome.OK or answer.value is None:
            return None
        try:
            return base64.b64decode(answer.value, validate=True)
        except binascii.Error:
            return None

    def forget(self) -> bool:
        """Forget it. True when nothing is kept any more."""
        return self._keychain.delete(self._name).outcome in (Outcome.OK, Outcome.MISSING)
