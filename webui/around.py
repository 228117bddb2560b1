"""The notebook around a page that is drawn: what its links, embeds and query blocks ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from urllib.parse import quote

from webui.markdown.surroundings import Shown, ShownFile, Target
from webui.notebook import File, Notebook, Page, PageNotFound
from webui.notebook.sections import section_of
from webui.queries import Blocks


class Around:
    """The open notebook, on one day of the person's calendar."""

    def __init__(self, notebook: Notebook, today: date) -> None:
        self._notebook = notebook
        self._today = today
        self._blocks = Blocks(notebook, today)

    @property
    def today(self) -> date:
        return self._today

    def resolve(self, slugs: Iterable[str]) -> Mapping[str, Target]:
        pages = self._notebook.links.resolve(slugs)
        return {slug: Target(page.slug, page.title) for slug, page in pages.items()}

    def embed(self, slug: str, heading: str) -> Shown | None:
        page = self._find(slug)
        if page is None:
            return None
        if not heading:
            return Shown(page.slug, page.title, page.revision, page.body, 0)
        section = section_of(page.body, heading)
        if section is None:
            return None
        line, text = section
        return Shown(page.slug, page.title, page.revision, text, line)

    def file(self, name: str) -> ShownFile | None:
        file = self._notebook.files.named(name)
        return None if file is None else ShownFile(_url_of(file), file.name, file.type)

    def query(self, source: str, seal: str) -> str:
        return self._blocks.draw(source, seal)

    def _find(self, slug: str) -> Page | None:
        try:
            return self._notebook.pages.find(slug)
        except PageNotFound:
            return None


def _url_of(file: File) -> str:
    return f"/files/{file.id}/{quote(file.name, safe='')}"


def around(notebook: Notebook) -> Around:
    """The notebook on the day that it is here."""
    return Around(notebook, datetime.now().astimezone().date())
