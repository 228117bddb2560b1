"""The key slots lie in two files: the one that is read, and a copy beside the database.

Without key slots nothing opens the database, so the loss of one small file must not be the loss of
everything. The copy never says more than the first: it is written after it, and taken away when
that fails, because slots of a former password would go on opening what they should not.
"""

import contextlib
from pathlib import Path

from webui.notebook.durable import sync_folder
from webui.notebook.errors import DamagedNotebook, StorageFailure
from webui.notebook.keyslots import KeySlots
from webui.notebook.places import Places, remove_renewed


def read_slots(places: Places) -> KeySlots:
    """The key slots, from the copy when the first file is missing or damaged.

    Raises DamagedNotebook when neither can be read, NewerNotebook, StorageFailure.
    """
    try:
        slots = KeySlots.read(places.keyslots)
    except DamagedNotebook:
        copy = _read_copy(places)
        if copy is None:
            raise
        return copy
    if slots.is_whole:
        return slots
    copy = _read_copy(places)
    return copy if copy is not None and copy.is_whole else slots


def write_slots(places: Places, slots: KeySlots) -> None:
    """Replace both files. After a StorageFailure the slots are what they were."""
    try:
        slots.write(places.keyslots)
    except StorageFailure:
        # With the file in its place and only the folder not synced, the new slots open the
        # notebook from now on; saying that nothing was changed would lock the person out.
        if not _holds(places.keyslots, slots.encode()):
            raise
    _write_copy(places, slots)


def mend_slots(places: Places, slots: KeySlots) -> None:
    """Make both files say what has just opened the notebook."""
    if not slots.is_whole:
        return  # what is damaged in them would look whole from then on
    wanted = slots.encode()
    if not _holds(places.keyslots, wanted):
        # A full disk keeps nobody out: they are mended when the notebook is opened next.
        with contextlib.suppress(StorageFailure):
            slots.write(places.keyslots)
    if not _holds(places.keyslots_copy, wanted):
        _write_copy(places, slots)


def put_renewed_slots(places: Places, slots: KeySlots) -> None:
    """Put the slots of a renewed key, which lie ready, in the place of the former ones.

    What fails is made good by the next opening, which finds them where they lie.
    """
    with contextlib.suppress(OSError):
        # The database's new name first, down to the disk: slots alone would open nothing.
        sync_folder(places.folder)
        places.renewed_keyslots.replace(places.keyslots)
        sync_folder(places.folder)
    _write_copy(places, slots)


def read_renewed_slots(places: Places) -> KeySlots | None:
    """The slots of a renewal that did not come to its end; None when there are none."""
    try:
        return KeySlots.read(places.renewed_keyslots)
    except (DamagedNotebook, StorageFailure):
        return None


def tidy_renewal(places: Places, slots: KeySlots) -> None:
    """Remove what a renewal left, once these slots have opened the notebook and lie in their place.

    Until then the renewed ones may be all that opens it.
    """
    if not places.renewed_keyslots.exists() and not places.renewed_database.exists():
        return
    with contextlib.suppress(DamagedNotebook, StorageFailure, OSError):
        if KeySlots.read(places.keyslots).slots == slots.slots:
            remove_renewed(places)


def _write_copy(places: Places, slots: KeySlots) -> None:
    try:
        slots.write(places.keyslots_copy)
    except StorageFailure:
        # No copy is better than a former one; the next opening makes it.
        with contextlib.suppress(OSError):
            places.keyslots_copy.unlink(missing_ok=True)


def _read_copy(places: Places) -> KeySlots | None:
    try:
        return KeySlots.read(places.keyslots_copy)
    except DamagedNotebook:
        return None


def _holds(path: Path, wanted: bytes) -> bool:
    try:
        return path.read_bytes() == wanted
    except OSError:
        return False
