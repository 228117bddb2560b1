"""Templates: found where they are kept, filled in once and no further."""

from datetime import UTC, datetime

from webui.notebook import Notebook
from webui.notebook.templates import fill

NOW = datetime(2026, 3, 1, 14, 3, tzinfo=UTC)


def test_pages_of_the_folder_and_pages_that_say_so_are_templates(notebook: Notebook) -> None:
    notebook.pages.create("Templates/Meeting", "{{ Clipboard }}")
    notebook.pages.create("Letter", "---\ntemplate: true\n---\n")
    notebook.pages.create("Other", "---\ntemplate: false\n---\n{{date}}")
    gone = notebook.pages.create("Templates/Gone")
    notebook.pages.delete(gone.id)
    assert [(each.name, each.asks_for_clipboard) for each in notebook.templates.all()] == [
        ("Letter", False),
        ("Meeting", True),
    ]


def test_fields_are_filled_in_and_the_cursor_stands_where_it_should() -> None:
    text = (
        "---\ntemplate: true\ntags: [a]\n---\n# {{title}}\n{{DATE}} {{ time }}\n{{cursor}}\n{{x}}"
    )
    filled = fill(text, title="Ünï 🦖", now=NOW)
    assert filled.text == "---\ntags: [a]\n---\n# Ünï 🦖\n2026-03-01 14:03\n\n{{x}}"
    assert filled.text[filled.cursor :] == "\n{{x}}"


def test_what_fills_a_field_is_not_filled_in_itself() -> None:
    filled = fill("{{title}}{{clipboard}}", title="{{clipboard}}", now=NOW, clipboard="{{date}}")
    assert filled.text == "{{clipboard}}{{date}}"
    assert filled.cursor == len(filled.text)
