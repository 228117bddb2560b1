"""Templates: pages that other pages begin as.

Those that lie in the folder "templates", or say `template: true` of themselves. In their text
stand fields, which the new page has filled in: {{date}}, {{time}}, {{title}}, {{clipboard}}, and
{{cursor}} for where the writing begins.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webui.notebook.addresses import own_part
from webui.notebook.database import Database
from webui.notebook.property_lines import remove_property

FOLDER = "templates"

_FIELD = re.compile(r"\{\{[ \t]*(date|time|title|clipboard|cursor)[ \t]*\}\}", re.IGNORECASE)
_MARK = "template"


@dataclass(frozen=True, slots=True)
class Template:
    """A page that is a template; `name` is its title without its folders."""

    id: int
    name: str
    asks_for_clipboard: bool


@dataclass(frozen=True, slots=True)
class Filled:
    """A text to begin with. `cursor` is where the writing goes on, in characters."""

    text: str
    cursor: int


class Templates:
    """The templates outside the trash."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, limit: int = 50) -> list[Template]:
        """The templates, by title."""
        with self._database.reading() as connection:
            rows: list[Any] = connection.execute(
                """
                select id, title, slug, body from pages where deleted_at is null and id in (
                    select id from pages where deleted_at is null
                    and slug > :folder || '/' and slug < :folder || '0'
                    union
                    select page_id from properties where name = :mark and lower(value) = 'true'
                ) order by title limit :limit
                """,
                {"folder": FOLDER, "mark": _MARK, "limit": limit},
            ).fetchall()
        return [Template(row[0], own_part(row[1], row[2]), _asks(row[3])) for row in rows]


def fill(template: str, *, title: str, now: datetime, clipboard: str = "") -> Filled:
    """A template's text with its fields filled in. `now` is in the person's own time zone.

    What fills a field is not looked through for others. Raises PropertyRefused when it says that it
    is a template in lines that can't be read.
    """
    values = {
        "date": f"{now:%Y-%m-%d}",
        "time": f"{now:%H:%M}",
        "title": title,
        "clipboard": clipboard,
        "cursor": "",
    }
    pieces: list[str] = []
    at, cursor = 0, -1
    text = remove_property(template, _MARK)
    for field in _FIELD.finditer(text):
        name = field[1].lower()
        pieces += [text[at : field.start()], values[name]]
        at = field.end()
        if name == "cursor" and cursor < 0:
            cursor = sum(len(piece) for piece in pieces)
    filled = "".join([*pieces, text[at:]])
    return Filled(filled, len(filled) if cursor < 0 else cursor)


def _asks(template: str) -> bool:
    return any(field[1].lower() == "clipboard" for field in _FIELD.finditer(template))
