"""The texts that go with a package, filled in. Pure: each function is text in, text out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

NAME = "inglenook"
APP_ID = "io.github.inglenook.inglenook"

# A keyring keeps people signed in, drivers draw on the graphics card, xdg-open follows links: the
# program says so and works without them.
RECOMMENDS = (
    "default-dbus-session-bus | dbus-session-bus",
    "gnome-keyring | kwalletmanager | keepassxc",
    "libgl1-mesa-dri",
    "xdg-utils",
)
SUGGESTS = ("fonts-noto-cjk", "fonts-noto-color-emoji")
# Found by name at run time, so no ELF file tells of them.
OPENED_AT_RUN_TIME = ("libegl1", "libgl1")

# Debian Policy 4.4. What is new for people stands in NEWS.md.gz.
CHANGELOG = """\
inglenook (@VERSION@) unstable; urgency=medium

  * Inglenook @VERSION@; NEWS.md.gz tells what is new.

 -- The Inglenook authors <inglenook@users.noreply.github.com>  @TIME@
"""

_PLACEHOLDER = re.compile(r"@([A-Z_]+)@")


def fill(template: str, facts: Mapping[str, str]) -> str:
    """Put facts where a template says `@NAME@`. Raises KeyError for one that is not known."""
    return _PLACEHOLDER.sub(lambda found: facts[found[1]], template)


def join_relations(*groups: Sequence[str]) -> str:
    """Return the value of a field such as Depends: every relation once, by name."""
    return ", ".join(sorted({relation for group in groups for relation in group}))


def read_relations(line: str) -> list[str]:
    """Return the relations in what dpkg-shlibdeps prints, without its `shlibs:Depends=`."""
    _, _, value = line.strip().partition("=")
    return [relation.strip() for relation in value.split(",") if relation.strip()]


def leave_out_known(relations: Sequence[str], known: Sequence[str]) -> list[str]:
    """Return the relations to packages that `known` does not name already, in any version."""
    names = {relation.split()[0] for relation in known}
    return [relation for relation in relations if relation.split()[0] not in names]


def indent_licence(text: str) -> str:
    """Return a licence as a paragraph of Debian's copyright file, its title line left out."""
    _, _, body = text.strip().partition("\n")
    return "\n".join(f" {line}" if line else " ." for line in body.strip().splitlines())
