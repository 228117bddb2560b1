"""Keyrings that behave as badly as real ones can."""

# ruff: noqa: ARG002 - the arguments are those of every keyring

from __future__ import annotations

import threading

from keyring.backend import KeyringBackend
from keyring.errors import InitError, KeyringLocked, NoKeyringError, PasswordSetError


class FakeKeyring(KeyringBackend):
    """Keeps what it is given, as a good keyring does."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.items: dict[tuple[str, str], str] = {}
        self.written: list[str] = []

    def get_password(self, service: str, username: str) -> str | None:
        return self.items.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.written.append(password)
        self.items[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.items[service, username]


class FailingKeyring(FakeKeyring):
    """Raises `error` at every call once it is set."""

    error: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        if self.error is not None:
            raise self.error
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.error is not None:
            raise self.error
        super().set_password(service, username, password)


class LyingKeyring(FakeKeyring):
    """Says thank you and drops what it was given."""

    def set_password(self, service: str, username: str, password: str) -> None:
        self.written.append(password)


class WaitingKeyring(FakeKeyring):
    """Waits for a person, until `answered` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = threading.Event()
        self.asked = 0

    def get_password(self, service: str, username: str) -> str | None:
        self.asked += 1
        self.answered.wait(30)
        return super().get_password(service, username)


LOCKED = (KeyringLocked("locked"), InitError("the prompt was dismissed"))
DENIED = (PasswordSetError("no"),)
UNAVAILABLE = (
    NoKeyringError("none"),
    OSError("the bus is gone"),
    RuntimeError("a raw error of the system"),
)
