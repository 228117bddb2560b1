"""Sections: a heading of a page and what stands below it, up to the next one of its rank."""

import re

from webui.notebook.code_spans import lines_of_prose
from webui.notebook.sentences import plain
from webui.notebook.slugs import plain_slug

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?[ \t]*#*[ \t]*$")


def section_of(body: str, heading: str) -> tuple[int, str] | None:
    """The line, from 0, at which a section begins, and its text; None when there is none.

    Case and signs in the heading don't count.
    """
    wanted = plain_slug(heading)
    rank = first = 0
    lines = body.split("\n")
    for number, line in enumerate(lines_of_prose(body)):
        found = _HEADING.match(line) if "#" in line else None
        if found is None:
            continue
        if rank and len(found[1]) <= rank:
            return first, "\n".join(lines[first:number])
        if not rank and plain_slug(plain(found[2] or "")) == wanted:
            rank, first = len(found[1]), number
    return (first, "\n".join(lines[first:])) if rank else None
