"""Names of files, fit for every system and for the text of a page, and what a name tells."""

import re
from mimetypes import MimeTypes
from pathlib import PurePosixPath

from webui.notebook.characters import clean_line

UNNAMED = "File"
UNKNOWN_TYPE = "application/octet-stream"
# In bytes: most file systems take 255, and a copy may need room for " (2)".
LONGEST_FILE_NAME = 200
_LONGEST_ENDING = 20

# What Windows takes in no name, and what begins an option or a hidden file elsewhere.
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_EDGES = " .-~"
# Devices, with any ending ("Naming Files, Paths, and Namespaces", learn.microsoft.com).
_DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³]|conin\$|conout\$)", re.IGNORECASE)

# What Python's own table lacks in some of its versions.
_TYPES = {
    "avif": "image/avif",
    "flac": "audio/flac",
    "heic": "image/heic",
    "m4a": "audio/mp4",
    "m4v": "video/mp4",
    "md": "text/markdown",
    "mkv": "video/x-matroska",
    "ogg": "audio/ogg",
    "ogv": "video/ogg",
    "opus": "audio/ogg",
    "webm": "video/webm",
    "webp": "image/webp",
}


def clean_file_name(text: str) -> str:
    """The name as it is kept: one line in NFC, 200 bytes at most, its ending kept.

    Folders before it go, and so does what some system can't have in a name; a device's name gets
    a "_" in front. "File" when nothing remains.
    """
    name = clean_line(re.split(r"[/\\]", text.rstrip("/\\"))[-1])
    name = _FORBIDDEN.sub("-", name).lstrip(_EDGES).rstrip(" .")
    if _DEVICE.fullmatch(name.partition(".")[0].rstrip()):
        name = f"_{name}"
    return _shorten(name) or UNNAMED


def type_of(name: str) -> str:
    """The MIME type that a name's ending tells, the same on every system."""
    ending = PurePosixPath(name).suffix[1:].lower()
    # The class's own table: the module's functions read the system's as well.
    guessed, encoding = MimeTypes().guess_type(f"x.{ending}")
    return _TYPES.get(ending) or (guessed if guessed and not encoding else UNKNOWN_TYPE)


def _shorten(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > _LONGEST_ENDING:
        stem, dot, ending = name, "", ""
    room = LONGEST_FILE_NAME - len(f"{dot}{ending}".encode())
    # Within a character the cut leaves a piece of it, which is dropped.
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + dot + ending
