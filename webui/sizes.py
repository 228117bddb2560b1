"""Sizes of files as people say them: "812 bytes", "3.4 MB", in French "3,4 Mo"."""

from __future__ import annotations

from webui.language import gettext, mark, ngettext, say_number

_THOUSAND = 1000
_WHOLE_FROM = 10
_UNITS = (mark("kB"), mark("MB"), mark("GB"))


def say_bytes(size: int) -> str:
    """Answer a number of bytes, with a figure behind the point below ten."""
    if size < _THOUSAND:
        return ngettext("%(num)s byte", "%(num)s bytes", size)
    amount, unit = float(size), ""
    for unit in _UNITS:  # noqa: B007 - the last one is used
        amount /= _THOUSAND
        if round(amount) < _THOUSAND:
            break
    figures = say_number(amount, 0 if amount >= _WHOLE_FROM else 1)
    return gettext("%(amount)s %(unit)s", amount=figures, unit=gettext(unit))
