"""The person's choices, kept in the notebook."""

import json
from typing import Any

from webui.notebook.database import Database

RECOVERY_UNCONFIRMED = "recovery_unconfirmed"
"""Set from the moment a recovery code is made until the person has shown that they kept it."""


class Settings:
    """Names and JSON values."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str, default: Any = None) -> Any:
        """The value, or `default` when it was never set."""
        with self._database.reading() as connection:
            row = connection.execute(
                "select value from settings where name = ?", (name,)
            ).fetchone()
        return default if row is None else json.loads(row[0])

    def set(self, name: str, value: Any) -> None:
        """Keep a value. Raises TypeError or ValueError for what is not JSON."""
        text = json.dumps(value, allow_nan=False)
        with self._database.writing() as connection:
            connection.execute(
                "insert or replace into settings (name, value) values (?, ?)", (name, text)
            )

    def forget(self, name: str) -> None:
        """Go back to how it was before it was ever set."""
        with self._database.writing() as connection:
            connection.execute("delete from settings where name = ?", (name,))
