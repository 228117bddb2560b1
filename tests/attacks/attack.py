"""One row of a table of attacks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attack:
    """What somebody tries, and where it was described in public.

    `start` is the request's first line and `lines` its headers; `{authority}`, `{port}`, `{path}`
    and `{method}` stand for those of the server and of the route that is attacked.
    """

    name: str
    reference: str
    start: str = "{method} {path} HTTP/1.1"
    lines: tuple[str, ...] = ("Host: {authority}",)
    body: bytes = b""

    def __str__(self) -> str:
        return self.name

    def aimed(self, authority: str, method: str, path: str) -> tuple[str, list[str]]:
        """Answer the first line and the header lines for one route."""
        places = {
            "{authority}": authority,
            "{port}": authority.rpartition(":")[2],
            "{path}": path,
            "{method}": method,
        }

        def fill(text: str) -> str:
            for place, value in places.items():
                text = text.replace(place, value)
            return text

        return fill(self.start), [fill(line) for line in self.lines]
