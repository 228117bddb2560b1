"""What a page knows beside its text, at the head of its Markdown, and back without a change.

A page whose text begins with front matter of its own keeps it; one line more comes first:

    ---
    inglenook: {"title": "Wren", "created": "…", "updated": "…"}
    tags: [bird]
    ---

Another gets a block, which says the same in a way that other programs read:

    ---
    inglenook: 1
    title: "Wren"
    created: 2026-03-01T12:00:00.000Z
    updated: 2026-03-01T12:00:00.000Z
    ---

    The text, letter for letter.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

_FENCE = "---\n"
_MARKS = ("favourite", "pinned")
_MOST_MARKED = 1_000_000
_OWN_BLOCK = re.compile(r"---\ninglenook: 1\n((?:[a-z]+: [^\n]*\n)*)---\n\n")
_OWN_LINE = re.compile(r"---\ninglenook: (\{[^\n]*\})\n")
_HAS_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|\Z)")
# A line end to YAML or to Python, and to nobody who looks at the text.
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Stamp:
    """`address` is None when the title makes it; `former` are addresses that lead here, too.

    `marks` are the page's places among favourites and pinned pages, from 1, by the kind of mark.
    """

    title: str
    created: datetime
    updated: datetime
    address: str | None = None
    former: tuple[str, ...] = ()
    marks: tuple[tuple[str, int], ...] = ()


def stamped(stamp: Stamp, body: str) -> str:
    """The text with the stamp at its head."""
    facts = _facts(stamp)
    if body.startswith(_FENCE) and _HAS_FRONT_MATTER.match(body):
        return f"{_FENCE}inglenook: {_json(facts)}\n{body[len(_FENCE) :]}"
    lines = "".join(
        f"{name}: {value if name in ('created', 'updated') else _json(value)}\n"
        for name, value in facts.items()
    )
    return f"{_FENCE}inglenook: 1\n{lines}{_FENCE}\n{body}"


def unstamped(text: str) -> tuple[Stamp | None, str]:
    """The stamp at the head of a text, if there is a whole one, and the text without it."""
    for pattern, read in ((_OWN_BLOCK, _read_block), (_OWN_LINE, _read_line)):
        found = pattern.match(text)
        stamp = _to_stamp(read(found[1])) if found else None
        if found and stamp:
            head = _FENCE if pattern is _OWN_LINE else ""
            return stamp, head + text[found.end() :]
    return None, text


def to_iso(moment: datetime) -> str:
    """To the millisecond, in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _facts(stamp: Stamp) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "title": stamp.title,
        "created": to_iso(stamp.created),
        "updated": to_iso(stamp.updated),
    }
    if stamp.address is not None:
        facts["address"] = stamp.address
    if stamp.former:
        facts["former"] = list(stamp.former)
    return {**facts, **dict(stamp.marks)}


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _LINE_ENDS.sub(lambda end: f"\\u{ord(end[0]):04x}", text)


def _read_block(lines: str) -> Any:
    facts: dict[str, Any] = {}
    for line in lines.split("\n")[:-1]:
        name, _, value = line.partition(": ")
        try:
            facts[name] = value if name in ("created", "updated") else json.loads(value)
        except ValueError:
            return None
    return facts


def _read_line(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _to_stamp(facts: Any) -> Stamp | None:
    try:
        address, former = facts.get("address"), facts.get("former", [])
        if not isinstance(facts["title"], str) or not isinstance(address, str | None):
            return None
        return Stamp(
            facts["title"],
            datetime.fromisoformat(facts["created"]).astimezone(UTC),
            datetime.fromisoformat(facts["updated"]).astimezone(UTC),
            address,
            tuple(str(each) for each in former),
            tuple((name, facts[name]) for name in _MARKS if _is_place(facts.get(name))),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return None


def _is_place(value: Any) -> bool:
    return type(value) is int and 0 < value <= _MOST_MARKED
