"""Why the notebook could not do something, in the person's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from webui.language import gettext, say_number


class Reason(Protocol):
    """A sentence, and the values that go into it: an error of the notebook, or what it tells of."""

    @property
    def template(self) -> str: ...

    @property
    def values(self) -> Mapping[str, object]: ...


def say_why(reason: Reason) -> str:
    """Answer the sentence with its values in it, numbers as the language writes them."""
    values = {
        # `%(name)d` takes a number alone.
        name: say_number(value)
        if isinstance(value, int) and f"%({name})s" in reason.template
        else value
        for name, value in reason.values.items()
    }
    return gettext(reason.template, **values)
