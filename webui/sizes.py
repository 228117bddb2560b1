"""Sizes of files as people say them: "812 bytes", "3.4 MB"."""

from __future__ import annotations

from webui.language import gettext, ngettext

_THOUSAND = 1000
_WHOLE_FROM = 10


def say_bytes(size: int) -> str:
    """Answer a number of bytes, with a figure behind the point below ten."""
    if size < _THOUSAND:
        return ngettext("%(num)d byte", "%(num)d bytes", size)
    amount, unit = float(size), ""
    for unit in ("kB", "MB", "GB"):  # noqa: B007 - the last one is used
        amount /= _THOUSAND
        if round(amount) < _THOUSAND:
            break
    figures = f"{amount:.0f}" if amount >= _WHOLE_FROM else f"{amount:.1f}"
    return gettext("%(amount)s %(unit)s", amount=figures, unit=unit)
