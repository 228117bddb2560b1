"""A zip that is written as it is sent: neither in memory nor on the disk."""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

# The first day that a zip can say.
_FIRST = datetime(1980, 1, 1, tzinfo=UTC)
_LAST_YEAR = 2107


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of an export. Small texts come in one chunk."""

    path: str
    chunks: Iterable[bytes]
    changed: datetime = _FIRST


class _Outlet:
    """What `zipfile` writes into: no seeking, so that sizes come behind each file."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []

    def write(self, data: Any) -> int:
        self._chunks.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def take(self) -> bytes:
        taken = b"".join(self._chunks)
        self._chunks.clear()
        return taken


def stream_zip(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The bytes of a zip with these files, in this order."""
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for entry in entries:
            info = zipfile.ZipInfo(entry.path, _dos_time(entry.changed))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            with archive.open(info, "w", force_zip64=True) as file:
                for chunk in entry.chunks:
                    file.write(chunk)
                    if data := outlet.take():
                        yield data
            yield outlet.take()
    yield outlet.take()


def _dos_time(moment: datetime) -> tuple[int, int, int, int, int, int]:
    moment = moment.astimezone(UTC)
    if not _FIRST.year <= moment.year <= _LAST_YEAR:
        moment = _FIRST
    return moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second
