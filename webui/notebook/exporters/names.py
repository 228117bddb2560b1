"""Names of the files of an export: the titles, fit for every system, each once."""

from collections.abc import Iterable

from webui.notebook.exporters.reading import Heading
from webui.notebook.file_names import clean_file_name

FILES = "files"
_LONGEST_PART = 100


def name_pages(headings: Iterable[Heading], ending: str) -> dict[int, str]:
    """The path of each page below the export's folder; folders are the slashes of a title.

    The same pages get the same names, whatever their numbers.
    """
    taken: set[str] = set()
    names: dict[int, str] = {}
    for heading in headings:
        *folders, last = _parts(heading.title)
        place = "/".join(_folder(part, ending) for part in folders)
        stem = f"{place}/{last}" if place else last
        name, number = f"{stem}{ending}", 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem} ({number}){ending}"
        taken.add(name.casefold())
        names[heading.id] = name
    return names


def up_from(path: str) -> str:
    """The way from a file of the export to the export's folder: "" or "../" for each folder."""
    return "../" * path.count("/")


def _parts(title: str) -> list[str]:
    parts = [clean_file_name(part)[:_LONGEST_PART] for part in title.split("/") if part.strip()]
    return [part.rstrip(" .") or "Page" for part in parts] or ["Page"]


def _folder(part: str, ending: str) -> str:
    # A folder of this name would stand where a page's file does.
    return f"{part}_" if part.lower().endswith(ending) else part
