"""What one drawing of a page carries along, from the parser's rules to its renderer."""

from __future__ import annotations

import re
import secrets
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any

from webui.markdown.surroundings import Surroundings

_KEY = "scene"
DEEPEST_EMBED = 3
MOST_EMBEDS = 50
MOST_EMBEDDED = 300_000
MOST_QUERIES = 20


@dataclass(slots=True)
class Allowance:
    """What a page may still cost, all its embeds included."""

    embeds: int = MOST_EMBEDS
    embedded: int = MOST_EMBEDDED
    queries: int = MOST_QUERIES
    files: int = 500
    maths: int = 20_000
    code: int = 100_000
    marks: int = 100_000
    cells: int = 30_000
    days: int = 5_000


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the page. `id` is the end of its address."""

    level: int
    text: str
    id: str


@dataclass(slots=True)
class Scene:
    """One page, or one that it embeds. `above` are the slugs of the pages around it."""

    surroundings: Surroundings | None = None
    can_tick: bool = False
    above: tuple[str, ...] = ()
    first_line: int = 0
    allowance: Allowance = field(default_factory=Allowance)
    outline: list[Heading] = field(default_factory=list)
    # HTML that is harmless already, and is put into the page once that is cleaned.
    inserts: list[str] = field(default_factory=list)
    # What the program itself writes into the HTML; nobody who writes a page can guess it.
    seal: str = field(default_factory=lambda: secrets.token_hex(8))

    @property
    def is_embedded(self) -> bool:
        return len(self.above) > 1

    def insert(self, html: str) -> str:
        """Keep HTML that is harmless for later; answer what stands in its place.

        What comes back from cleaning reads like this only where it is an element: in an attribute
        the quotes are escaped, in a text the brackets.
        """
        self.inserts.append(html)
        return f'<span class="{self.seal}">{len(self.inserts) - 1}</span>'

    def put_inserts(self, cleaned: str) -> str:
        """The cleaned HTML with everything in its place."""
        place = re.compile(rf'<span class="{self.seal}">(\d+)</span>')
        return place.sub(lambda found: self.inserts[int(found[1])], cleaned)

    def env(self) -> dict[str, Any]:
        """What the parser hands from rule to rule, with this scene in it."""
        # Footnotes of an embed have addresses of their own.
        own = {"docId": f"e{self.allowance.embeds}"} if self.is_embedded else {}
        return {_KEY: self, **own}


def scene_of(env: MutableMapping[str, Any]) -> Scene:
    """The scene that the parser hands on."""
    scene: Scene = env.setdefault(_KEY, Scene())
    return scene
