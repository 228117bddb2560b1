"""Changing one property in a text: its own lines change, and everything else stays as it is.

Comments, order, quotes and blank lines of other properties are kept, since nothing is written anew
but the lines of the one. What was written is read again before it is taken: a property that does
not say afterwards what it was to say is refused, and the text is left alone.
"""

import json
import re
from collections.abc import Callable

from webui.notebook.characters import clean_line
from webui.notebook.errors import PropertyRefused
from webui.notebook.front_matter import (
    FrontMatter,
    Kind,
    Property,
    day_of,
    number_of,
    read_front_matter,
)
from webui.notebook.properties import plain_name

LONGEST_NAME = 60

_NO_NAME = "A property needs a name of at most 60 characters."
_UNREADABLE = "The lines between the two --- can't be read, so mend them in the text first."
_UNWRITABLE = "This can't be kept as a property."

Check = Callable[[Property], bool]


def set_property(body: str, name: str, kind: Kind, values: tuple[str, ...]) -> str:
    """The text with this property, in the place of one of the same name or as the last.

    Of `values`, kinds other than "list" take the first. Raises PropertyRefused.
    """
    name = clean_line(name)
    if not name or len(name) > LONGEST_NAME:
        raise PropertyRefused(_NO_NAME)
    front = _readable(body)
    lines = _lines(body, front)
    former = _find(front, name)
    key = _key_of(lines[former.first], former) if former and lines else _write_key(name)
    written = [key + _write(kind, values, former, lines)]
    if former:
        lines[former.first : former.last + 1] = [f"{written[0]}{_comment(former, lines)}"]
    else:
        lines += written
    changed = _with_lines(body, front, lines)
    found = _find(read_front_matter(changed), name)
    expected = values if kind == "list" else values[:1]
    if found is None or found.values != expected or found.kind not in (kind, "text"):
        raise PropertyRefused(_UNWRITABLE)
    return changed


def remove_property(body: str, name: str) -> str:
    """The text without this property; a block without any goes with the last. PropertyRefused."""
    front = _readable(body)
    former = _find(front, name)
    if front is None or former is None:
        return body
    lines = _lines(body, front)
    del lines[former.first : former.last + 1]
    if not any(line.strip() for line in lines):
        return body[front.stop :].partition("\n")[2]
    return _with_lines(body, front, lines)


def _readable(body: str) -> FrontMatter | None:
    front = read_front_matter(body)
    if front and front.problem:
        raise PropertyRefused(_UNREADABLE)
    return front


def _lines(body: str, front: FrontMatter | None) -> list[str]:
    return body[front.start : front.stop].split("\n")[:-1] if front else []


def _with_lines(body: str, front: FrontMatter | None, lines: list[str]) -> str:
    block = "".join(f"{line}\n" for line in lines)
    if front is None:
        return f"---\n{block}---\n{body}"
    return f"{body[: front.start]}{block}{body[front.stop :]}"


def _find(front: FrontMatter | None, name: str) -> Property | None:
    properties = front.properties if front else ()
    return next((each for each in properties if plain_name(each.name) == plain_name(name)), None)


def _write_key(name: str) -> str:
    for key in (name, json.dumps(name, ensure_ascii=False)):
        if _reads(f"{key}:\n", lambda each: each.name == name):
            return f"{key}:"
    raise PropertyRefused(_NO_NAME)


def _key_of(line: str, former: Property) -> str:
    """The key as it is written, up to its colon."""
    for colon in re.finditer(":", line):
        key = line[: colon.end()]
        if _reads(f"{key}\n", lambda each: each.name == former.name):
            return key
    raise PropertyRefused(_UNREADABLE)


def _write(kind: Kind, values: tuple[str, ...], former: Property | None, lines: list[str]) -> str:
    if kind == "list":
        is_flow = former is not None and "[" in lines[former.first] and former.first == former.last
        if is_flow or not values:
            return f" [{', '.join(_write_item(value, is_flow=True) for value in values)}]"
        return "".join(f"\n  - {_write_item(value, is_flow=False)}" for value in values)
    value = values[0] if values else ""
    return f" {_write_value(kind, value)}" if value else ""


def _write_value(kind: Kind, value: str) -> str:
    if kind == "number" and number_of(value) is None:
        raise PropertyRefused("That is not a number.")
    if kind == "date" and day_of(value) != value:
        raise PropertyRefused("There is no such day. Write it as in 2026-03-01.")
    for text in (value, json.dumps(value, ensure_ascii=False)):
        if _reads(f"x: {text}\n", lambda each: (each.kind, each.value) == (kind, value)):
            return text
    raise PropertyRefused(_UNWRITABLE)


def _write_item(value: str, *, is_flow: bool) -> str:
    for text in (value, json.dumps(value, ensure_ascii=False)):
        block = f"x: [{text}]\n" if is_flow else f"x:\n  - {text}\n"
        if _reads(block, lambda each: each.items == (value,)):
            return text
    raise PropertyRefused(_UNWRITABLE)


def _comment(former: Property, lines: list[str]) -> str:
    """The comment behind a value of one line."""
    line = lines[former.first]
    is_certain = former.first == former.last and "#" not in "".join(former.values)
    found = re.search(r"[ \t]+#.*", line) if is_certain else None
    return found[0] if found else ""


def _reads(block: str, is_right: Check) -> bool:
    front = read_front_matter(f"---\n{block}---\n")
    return bool(
        front
        and front.problem is None
        and len(front.properties) == 1
        and is_right(front.properties[0])
    )
