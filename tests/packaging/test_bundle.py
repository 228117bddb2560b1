"""A bundle holds whatever the program reads when it runs."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest

from tooling.package.bundle import is_data, list_data

_ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("templates/pages/show.html", True),
        ("static/app-1.js", True),
        ("notebook/migrations/0001_first.sql", True),
        ("languages/de/LC_MESSAGES/inglenook.mo", True),
        ("languages/de/LC_MESSAGES/inglenook.po", False),
        ("languages/en-x-rtl/LC_MESSAGES/inglenook.mo", False),
        ("assets/app.css", False),
        ("views/pages.py", False),
        ("views/__pycache__/pages.cpython-311.pyc", False),
    ],
)
def test_what_is_read_at_run_time_goes_along(path: str, wanted: bool) -> None:
    assert is_data(PurePath(path)) is wanted


def test_every_template_and_migration_of_the_program_goes_along() -> None:
    listed = {source for source, _ in list_data(_ROOT, "webui")}
    for pattern in ("templates/**/*.html", "notebook/migrations/*.sql", "static/manifest.json"):
        found = [str(path) for path in (_ROOT / "webui").glob(pattern)]
        assert found
        assert set(found) <= listed
