"""What differs between the notebook as it is and a backup of it, page by page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import apsw

from webui.notebook.moments import from_milliseconds

# The page as it is now was changed after the backup, or before it (a restoring brought it back);
# is missing now; lies in the trash now; was made after the backup.
Kind = Literal["newer", "older", "missing", "trashed", "added"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One page that differs. `now` and `then` are the moments of its last changes."""

    page_id: int
    title: str
    kind: Kind
    now: datetime | None
    then: datetime | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All pages that differ, and how many do not."""

    same: int
    differences: tuple[Difference, ...]

    def of(self, *kinds: Kind) -> list[Difference]:
        """Those of these kinds, the last changed first."""
        chosen = [each for each in self.differences if each.kind in kinds]
        return sorted(chosen, key=lambda each: each.then or each.now or _NEVER, reverse=True)


@dataclass(frozen=True, slots=True)
class _Row:
    page_id: int
    title: str
    revision: int
    updated_at: int
    is_deleted: bool


_NEVER = from_milliseconds(0)
_ROWS = "select id, title, revision, updated_at, deleted_at is not null from pages order by id"


def compare(now: apsw.Connection, then: apsw.Connection) -> Comparison:
    """Compare the pages of two states of one notebook; `then` is the backup.

    Pages are told apart by their numbers, which are never used twice. Bodies are read only where
    number and time of the last change are no answer.
    """
    same = 0
    differences = []
    for present, former in _side_by_side(_read_rows(now), _read_rows(then)):
        kind = _kind_of(present, former, now, then)
        if kind is None:
            same += present is not None and not present.is_deleted
            continue
        row = former or present
        assert row is not None  # noqa: S101 - one of the two is there, or there is no pair
        differences.append(
            Difference(row.page_id, row.title, kind, _changed_at(present), _changed_at(former))
        )
    return Comparison(same, tuple(differences))


def _kind_of(
    present: _Row | None, former: _Row | None, now: apsw.Connection, then: apsw.Connection
) -> Kind | None:
    if former is None or former.is_deleted:
        return "added" if present and not present.is_deleted else None
    if present is None:
        return "missing"
    if present.is_deleted:
        return "trashed"
    if _say_the_same(present, former, now, then):
        return None
    return "older" if present.updated_at < former.updated_at else "newer"


def _say_the_same(present: _Row, former: _Row, now: apsw.Connection, then: apsw.Connection) -> bool:
    if present.title != former.title:
        return False
    if (present.revision, present.updated_at) == (former.revision, former.updated_at):
        return True
    return _read_body(now, present.page_id) == _read_body(then, former.page_id)


def _side_by_side(
    now: Iterator[_Row], then: Iterator[_Row]
) -> Iterator[tuple[_Row | None, _Row | None]]:
    """Both lists are in the order of the numbers; a pair for each number."""
    present, former = next(now, None), next(then, None)
    while present or former:
        if former is None or (present and present.page_id < former.page_id):
            yield present, None
            present = next(now, None)
        elif present is None or former.page_id < present.page_id:
            yield None, former
            former = next(then, None)
        else:
            yield present, former
            present, former = next(now, None), next(then, None)


def _read_rows(connection: apsw.Connection) -> Iterator[_Row]:
    for row in connection.execute(_ROWS):
        values: Any = row
        yield _Row(values[0], values[1], values[2], values[3], bool(values[4]))


def _read_body(connection: apsw.Connection, page_id: int) -> str:
    body: str = connection.execute("select body from pages where id = ?", (page_id,)).get
    return body


def _changed_at(row: _Row | None) -> datetime | None:
    return None if row is None else from_milliseconds(row.updated_at)
