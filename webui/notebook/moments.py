"""Moments in time: aware datetimes outside, whole milliseconds since 1970 (UTC) in the rows."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def utc_now() -> datetime:
    """The clock of the machine."""
    return datetime.now(UTC)


def to_milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970; what is finer is cut off. A naive datetime raises TypeError."""
    return (moment - _EPOCH) // _MILLISECOND


def from_milliseconds(milliseconds: int) -> datetime:
    """The moment, in UTC."""
    return _EPOCH + milliseconds * _MILLISECOND


def to_milliseconds_or_none(moment: datetime | None) -> int | None:
    """Milliseconds since 1970, or None for what has not happened."""
    return None if moment is None else to_milliseconds(moment)


def from_milliseconds_or_none(milliseconds: int | None) -> datetime | None:
    """The moment, or None for a column that is still empty."""
    return None if milliseconds is None else from_milliseconds(milliseconds)
