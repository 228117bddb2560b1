"""Which format a source is in."""

from webui.notebook.importers.evernote import EvernoteImporter
from webui.notebook.importers.html import ENDINGS, HtmlImporter
from webui.notebook.importers.joplin import JoplinImporter, is_joplin
from webui.notebook.importers.logseq import LogseqImporter, is_logseq
from webui.notebook.importers.markdown import TEXTS, MarkdownImporter
from webui.notebook.importers.model import Importer
from webui.notebook.importers.notion import NotionImporter, is_notion
from webui.notebook.importers.obsidian import ObsidianImporter, is_obsidian
from webui.notebook.importers.sources import ArchiveRefused, Source
from webui.notebook.importers.standard_notes import StandardNotesImporter, find_backup
from webui.notebook.importers.trilium import META, TriliumImporter


def choose_importer(source: Source) -> Importer:
    """The importer that reads this source. Raises ArchiveRefused when none does."""
    own = _choose_by_marks(source)
    if own is not None:
        return own
    endings = [entry.ending for entry in source.entries.values()]
    texts = sum(ending in TEXTS for ending in endings)
    documents = sum(ending in ENDINGS for ending in endings)
    if not texts and not documents:
        raise ArchiveRefused("There is nothing in it that Inglenook can make pages of.")
    return MarkdownImporter(source) if texts >= documents else HtmlImporter(source)


def _choose_by_marks(source: Source) -> Importer | None:
    """The program whose files these are, when something in them says so."""
    backup = find_backup(source)
    if backup is not None:
        return StandardNotesImporter(source, backup)
    if any(path.endswith(META) for path in source.entries):
        return TriliumImporter(source)
    if any(entry.ending == ".enex" for entry in source.entries.values()):
        return EvernoteImporter(source)
    if is_joplin(source):
        return JoplinImporter(source)
    return _choose_markdown(source)


def _choose_markdown(source: Source) -> Importer | None:
    if is_obsidian(source):
        return ObsidianImporter(source)
    if is_notion(source):
        return NotionImporter(source)
    return LogseqImporter(source) if is_logseq(source) else None
