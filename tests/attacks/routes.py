"""Every route of the application, found by walking its map: a new one is attacked, too."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask
from werkzeug.routing import BuildError, Rule

SAFE = ("GET", "HEAD")
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")

# What a variable part of an address may be, whatever its converter.
_VALUES: tuple[object, ...] = (
    "ideas",
    1,
    uuid.UUID(int=1),
    datetime.now(UTC).date(),
    "2026-01-31",
    1.5,
)


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    path: str
    endpoint: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def every_route(app: Flask, methods: tuple[str, ...] = (*SAFE, *UNSAFE)) -> list[Route]:
    """Answer each method of each rule, with its variable parts filled in."""
    found = [
        Route(method, _fill_in(app, rule), rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods or ())
        if method in methods
    ]
    assert found, "the application has routes"
    return found


def every_path(app: Flask) -> list[str]:
    return sorted({route.path for route in every_route(app)})


def _fill_in(app: Flask, rule: Rule) -> str:
    adapter = app.url_map.bind("127.0.0.1")
    for values in _choices(rule):
        with suppress(BuildError, ValueError, TypeError, AttributeError):
            return adapter.build(rule.endpoint, values, method=_a_method(rule))
    raise AssertionError(f"add a value for a variable part of {rule.rule} to tests/attacks/routes")


def _choices(rule: Rule) -> Iterator[dict[str, object]]:
    names = sorted(rule.arguments)
    if not names:
        yield {}
    for first in _VALUES:
        for rest in _VALUES:
            yield {name: first if place == 0 else rest for place, name in enumerate(names)}


def _a_method(rule: Rule) -> str:
    return next(iter(sorted((rule.methods or set()) - {"OPTIONS", "HEAD"})))
