"""HTML that any browser reads without this program: pages that link to each other, and an index."""

import html
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from urllib.parse import quote, unquote

from webui.notebook.exporters.names import FILES, name_pages, up_from
from webui.notebook.exporters.reading import Leaf, Reading
from webui.notebook.exporters.zips import Entry
from webui.notebook.files import File
from webui.notebook.work import Progress

Render = Callable[[str], str]

# A picture up to here stands in its page, so that the page can be sent on by itself.
_LARGEST_INSIDE = 4 * 1024 * 1024
_ADDRESS = re.compile(r'(?<=[\s"])(href|src)="(/(pages|files)/[^"]*)"')
_STYLE = """
:root { color-scheme: light dark; font: 18px/1.6 Literata, Georgia, serif; }
body { max-width: 68ch; margin: 3rem auto; padding: 0 1.5rem; overflow-wrap: anywhere;
  color: light-dark(#241f1a, #ece4d8); background: light-dark(#fbf8f2, #1e1a17); }
a { color: inherit; text-decoration-color: #c2612c; }
img, video { max-width: 100%; height: auto; }
pre, code { font-family: ui-monospace, monospace; font-size: 0.875em; }
pre { overflow-x: auto; padding: 0.75rem; background: light-dark(#f1ebdf, #2a2521); }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 3px solid #c2612c; }
table { border-collapse: collapse; } td, th { padding: 0.3rem 0.8rem 0.3rem 0; text-align: start; }
"""


def export_html(reading: Reading, render: Render, progress: Progress) -> Iterator[Entry]:
    """The files of the export. Raises NotebookLocked, and Cancelled from `progress`."""
    names = name_pages(reading.headings, ".html")
    paths = {heading.slug: names[heading.id] for heading in reading.headings}
    for heading in reading.headings:
        # `[[Acme]]` leads to work/clients/acme when no page is at "acme".
        paths.setdefault(heading.slug.rpartition("/")[2], names[heading.id])
    bodies: list[str] = []
    for place, leaf in enumerate(reading.leaves()):
        progress("Exporting", place, len(names))
        if "/files/" in leaf.body:
            bodies.append(leaf.body)
        yield Entry(names[leaf.id], [_page(reading, leaf, render, paths, names)], leaf.updated)
    yield Entry("index.html", [_index(reading, names)])
    for file, pieces in reading.contents(reading.files(bodies), progress):
        yield Entry(f"{FILES}/{file.id}/{file.name}", pieces)


def _page(
    reading: Reading, leaf: Leaf, render: Render, paths: dict[str, str], names: dict[int, str]
) -> bytes:
    up = up_from(names[leaf.id])
    files = {file.id: file for file in reading.files_in([leaf.body])}

    def relative(found: re.Match[str]) -> str:
        name, address, kind = found[1], unquote(html.unescape(found[2])), found[3]
        if kind == "pages":
            slug, _, heading = address.removeprefix("/pages/").partition("#")
            path = paths.get(slug)
            return (
                f'{name}="{up}{quote(path)}{"#" + quote(heading) if heading else ""}"'
                if path
                else ""
            )
        file = files.get(address.removeprefix("/files/").partition("/")[0])
        if name == "src" and file and file.size <= _LARGEST_INSIDE and _is_picture(file):
            return f'src="data:{file.type};base64,{_inside(reading, file)}"'
        return f'{name}="{up}{quote(address[1:])}"'

    body = _ADDRESS.sub(relative, render(leaf.body))
    return _document(leaf.title, f"<h1>{html.escape(leaf.title)}</h1>\n{body}")


def _index(reading: Reading, names: dict[int, str]) -> bytes:
    rows = "\n".join(
        f'<li><a href="{quote(names[each.id])}">{html.escape(each.title)}</a></li>'
        for each in sorted(reading.headings, key=lambda heading: heading.title.casefold())
    )
    return _document("Inglenook", f"<h1>Inglenook</h1>\n<ul>\n{rows}\n</ul>")


def _document(title: str, body: str) -> bytes:
    return (
        '<!doctype html>\n<html><head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{html.escape(title)}</title>\n<style>{_STYLE}</style></head>\n"
        f"<body>\n{body}\n</body></html>\n"
    ).encode()


def _is_picture(file: File) -> bool:
    return file.type.startswith("image/")


def _inside(reading: Reading, file: File) -> str:
    return b64encode(b"".join(reading.bytes_of(file))).decode()
