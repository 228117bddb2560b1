"""Archives as other programs write them, made in memory."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping

import pytest

from webui.notebook import Notebook
from webui.notebook.importers.archives import open_source
from webui.notebook.importers.imports import Report
from webui.notebook.importers.sources import Source

Files = Mapping[str, str | bytes]


def make_zip(files: Files) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return target.getvalue()


def make_tar(files: Files) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(path)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return target.getvalue()


def source_of(data: bytes, name: str = "Export.zip") -> Source:
    return open_source(name, io.BytesIO(data))


@pytest.fixture
def bring_in(notebook: Notebook) -> Callable[..., Report]:
    """Bring files in as a zip; answer the report."""

    def bring(files: Files, name: str = "Export.zip") -> Report:
        preview = notebook.imports.preview(source_of(make_zip(files), name))
        return notebook.imports.run(preview)

    return bring


@pytest.fixture
def body_of(notebook: Notebook) -> Callable[[str], str]:
    return lambda slug: notebook.pages.find(slug).body
