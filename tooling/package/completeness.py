"""Whether a bundle holds every module that the sources import, however late they do it.

Much is imported inside the function that needs it. A module that PyInstaller did not see, or was
told to leave out, would be missed by the first person who comes to that function, and by nobody
before.
"""

from __future__ import annotations

import ast
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tooling.package import trim

_PACKAGES = ("desktop", "webui")
# Read by tools that look at types, and never imported when the program runs.
_NEVER = frozenset({"__future__", "_typeshed", "typing"})


def find_missing(root: Path, bundled: set[str], platform: str) -> list[str]:
    """Return what is imported below `root` and not among `bundled`, with where, sorted."""
    own = {name for package in _PACKAGES for name in list_modules(root, package, platform)}
    missing = {f"{name} (one of the program's own)" for name in own - bundled}
    for package in _PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            place = path.relative_to(root)
            if trim.is_for(".".join(place.with_suffix("").parts), platform):
                missing |= {
                    f"{name} ({place})"
                    for name in read_imports(path.read_text("utf-8"), platform)
                    if not is_there(name, bundled)
                }
    return sorted(missing)


def list_modules(root: Path, package: str, platform: str) -> Iterator[str]:
    """Yield the names of the modules of one of the program's own packages."""
    for path in (root / package).rglob("*.py"):
        name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        if trim.is_for(name, platform):
            yield name


def is_there(name: str, bundled: set[str]) -> bool:
    """Tell whether a module can be imported from a bundle: it is in it, or in the interpreter."""
    return name in bundled or name.partition(".")[0] in sys.builtin_module_names


def read_imports(source: str, platform: str) -> set[str]:
    """Return the modules that a source imports when it runs on `platform`, at any depth."""
    finder = _Finder(platform)
    finder.visit(ast.parse(source))
    return finder.found - _NEVER


class _Finder(ast.NodeVisitor):
    def __init__(self, platform: str) -> None:
        self._platform = platform
        self.found: set[str] = set()

    def visit_Import(self, node: ast.Import) -> None:
        self.found |= {each.name for each in node.names}

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.module and not node.level:
            self.found.add(node.module)

    def visit_If(self, node: ast.If) -> None:
        told = ast.unparse(node.test)
        branches = node.body if self._can_hold(told) else []
        for each in [*branches, *node.orelse]:
            self.visit(each)

    def _can_hold(self, test: str) -> bool:
        if test == "TYPE_CHECKING":
            return False
        others = {"linux", "win32", "darwin"} - {self._platform}
        names_other = any(f"'{other}'" in test for other in others)
        return not ("sys.platform" in test and names_other and f"'{self._platform}'" not in test)


def read_bundled(work: Path) -> set[str]:
    """Return the names of the modules in the bundle that PyInstaller made, working in `work`."""
    names: set[str] = set()
    # Those of the archive, of the folder beside it, and of the program itself.
    for toc in (path for kind in ("PYZ", "COLLECT", "PKG") for path in work.glob(f"{kind}-*.toc")):
        for entries in ast.literal_eval(toc.read_text("utf-8")):
            if isinstance(entries, list):
                names |= {_name_module(PurePosixPath(place)) for place, _, _ in entries}
    with zipfile.ZipFile(work / "base_library.zip") as library:
        names |= {_name_module(PurePosixPath(place)) for place in library.namelist()}
    return names


def _name_module(place: PurePosixPath) -> str:
    """Return what a module is called, by its name or by its file's place in the bundle."""
    if place.suffix in (".so", ".pyd", ".pyc", ".dylib"):
        # python3.11/lib-dynload/math.cpython-311-x86_64-linux-gnu.so is the module math.
        steps = () if "lib-dynload" in place.parts else place.parts[:-1]
        return ".".join([*steps, place.name.partition(".")[0]]).removesuffix(".__init__")
    return str(place)
