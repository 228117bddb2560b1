"""Inglenook itself, with floors beside it: pages and answers from memory, on the same server."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desktop.__main__ import start
from desktop.app import notebook_service, run
from desktop.options import read_options

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from desktop.program import Parts, Service

FLOOR = "/floor"


@dataclass
class Floor:
    """Answers paths below `FLOOR`: what was put there, and a short answer to whatever is posted."""

    app: WSGIApplication
    kept: dict[str, bytes] = field(default_factory=dict)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if not path.startswith(FLOOR):
            return self.app(environ, start_response)
        body, kind = b"{}", "application/json"
        sent = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        if environ["REQUEST_METHOD"] == "PUT":
            self.kept[path] = sent
        elif environ["REQUEST_METHOD"] == "GET":
            body, kind = self.kept[path], "text/html; charset=utf-8"
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]


def make(parts: Parts) -> Service:
    service = notebook_service(parts)
    return replace(service, wsgi=Floor(service.wsgi))  # type: ignore[type-var]


if __name__ == "__main__":
    sys.exit(start(lambda: run(read_options(sys.argv[1:]), make)))
