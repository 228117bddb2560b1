"""The packages of Linux: a .deb, and an archive that runs from wherever it is unpacked."""

from __future__ import annotations

import gzip
import json
import os
import platform
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from tooling.package import texts
from tooling.package.freeze import is_elf
from tooling.package.places import PackagePlaces
from tooling.steps import StepFailed, run_step

_ZSTD_LEVEL = "10"  # above it a second more saves hardly a megabyte
# Plugins that the program does without where a system lacks their libraries.
_FOR_PRINTING = ("libcupsprintersupport.so",)
_FOR_GTK_DESKTOPS = ("libqgtk3.so",)


def make_packages(packages: PackagePlaces, version: str) -> list[Path]:
    """Make both in dist/ and return them. Raises StepFailed without dpkg's tools."""
    return [_make_archive(packages, version), make_deb(packages, version)]


def find_deb(packages: PackagePlaces, version: str) -> Path:
    """Return where the .deb of this machine's architecture lies, or would."""
    return packages.dist / f"inglenook_{version}_{_read_architecture()}.deb"


def find_archive(packages: PackagePlaces, version: str) -> Path:
    """Return where the archive of this machine's architecture lies, or would."""
    return packages.dist / f"inglenook-{version}-linux-{platform.machine()}.tar.zst"


def _make_archive(packages: PackagePlaces, version: str) -> Path:
    archive = find_archive(packages, version)
    name = archive.name.removesuffix(".tar.zst")
    compress = f"zstd -T0 -{_ZSTD_LEVEL} --quiet"
    options = ["--owner=0", "--group=0", "--numeric-owner", "--sort=name"]
    options += [f"--use-compress-program={compress}", f"--transform=flags=r;s,^inglenook,{name},"]
    place = [f"--directory={packages.frozen.parent}", packages.frozen.name]
    run_step(
        "Packing the portable archive",
        ["tar", "--create", *options, f"--file={archive}", *place],
        cwd=packages.root,
    )
    return archive


def make_deb(packages: PackagePlaces, version: str) -> Path:
    """Make the .deb from the frozen bundle. Raises StepFailed with what dpkg had to say."""
    for tool in ("dpkg-deb", "dpkg-shlibdeps"):
        if shutil.which(tool) is None:
            raise StepFailed(f"The .deb needs {tool}. On Debian or Ubuntu install dpkg-dev.")
    target = find_deb(packages, version)
    tree = packages.build / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    library = tree / "usr" / "lib" / "inglenook"
    shutil.copytree(packages.frozen, library, symlinks=True)
    _return_borrowed(packages, library)
    facts = _gather_facts(packages, library, version)
    lay_out(packages, tree, facts)
    (tree / "DEBIAN").mkdir(mode=0o755)
    template = (packages.sources / "linux" / "control").read_text("utf-8")
    facts["INSTALLED_SIZE"] = str(measure(tree) // 1024)
    (tree / "DEBIAN" / "control").write_text(texts.fill(template, facts), "utf-8")
    options = ["--root-owner-group", "-Zzstd", f"-z{_ZSTD_LEVEL}"]
    run_step(
        "Packing the .deb",
        ["dpkg-deb", *options, "--build", str(tree), str(target)],
        cwd=packages.root,
    )
    return target


def lay_out(packages: PackagePlaces, tree: Path, facts: dict[str, str]) -> None:
    """Put everything but the bundle where a Debian system has it below `tree`."""
    sources = packages.sources / "linux"
    _link(tree / "usr/bin/inglenook", "../lib/inglenook/inglenook")
    share = tree / "usr" / "share"
    _write(share / "applications/inglenook.desktop", (sources / "inglenook.desktop").read_text())
    metainfo = texts.fill((sources / "metainfo.xml").read_text("utf-8"), facts)
    _write(share / f"metainfo/{texts.APP_ID}.metainfo.xml", metainfo)
    manual = texts.fill((sources / "inglenook.1").read_text("utf-8"), facts)
    _write_compressed(share / "man/man1/inglenook.1.gz", manual)
    documents = share / "doc" / "inglenook"
    _write(documents / "copyright", texts.fill((sources / "copyright").read_text(), facts))
    _write_compressed(documents / "changelog.gz", texts.fill(texts.CHANGELOG, facts))
    news = (packages.root / "CHANGELOG.md").read_text("utf-8")
    _write_compressed(documents / "NEWS.md.gz", news)
    _link(documents / "licences.txt", "../../../lib/inglenook/_internal/licences.txt")
    shutil.copytree(sources / "lintian", share / "lintian" / "overrides")
    _lay_out_icons(packages, share / "icons" / "hicolor")
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or _is_program(path) else 0o644)


def _is_program(path: Path) -> bool:
    # Libraries are loaded, not run (Debian Policy 10.2).
    return os.access(path, os.X_OK) and ".so" not in path.suffixes


def _lay_out_icons(packages: PackagePlaces, theme: Path) -> None:
    for picture in packages.icons.glob("[0-9]*.png"):
        target = theme / f"{picture.stem}x{picture.stem}" / "apps" / "inglenook.png"
        target.parent.mkdir(parents=True)
        shutil.copy(picture, target)
    scalable = theme / "scalable" / "apps"
    scalable.mkdir(parents=True)
    shutil.copy(packages.drawing, scalable / "inglenook.svg")


def _return_borrowed(packages: PackagePlaces, library: Path) -> None:
    """Leave libraries of the system to the system, which mends what is found wrong in them."""
    contents = json.loads(packages.contents.read_text("utf-8"))
    for place in contents["borrowed"]:
        (library / "_internal" / place).unlink(missing_ok=True)


def _gather_facts(packages: PackagePlaces, library: Path, version: str) -> dict[str, str]:
    depends, recommends, suggests = _find_relations(library)
    return {
        "VERSION": version,
        "DATE": datetime.now(UTC).date().isoformat(),
        "TIME": format_datetime(datetime.now(UTC)),
        "ARCHITECTURE": _read_architecture(),
        "LICENCE": texts.indent_licence((packages.root / "LICENSE").read_text("utf-8")),
        "DEPENDS": texts.join_relations(depends, texts.OPENED_AT_RUN_TIME),
        "RECOMMENDS": texts.join_relations(recommends, texts.RECOMMENDS),
        "SUGGESTS": texts.join_relations(suggests, texts.SUGGESTS),
    }


def _find_relations(frozen: Path) -> tuple[list[str], list[str], list[str]]:
    """Return what every ELF file needs of the system, the optional plugins' apart."""
    files = [path for path in frozen.rglob("*") if path.is_file() and not path.is_symlink()]
    elves = [path for path in files if is_elf(path)]
    printing = [path for path in elves if path.name in _FOR_PRINTING]
    gtk = [path for path in elves if path.name in _FOR_GTK_DESKTOPS]
    needed = [path for path in elves if path not in printing and path not in gtk]
    depends = _ask_shlibdeps(needed, frozen)
    recommends = texts.leave_out_known(_ask_shlibdeps(printing, frozen), depends)
    suggests = _ask_shlibdeps(gtk, frozen)
    return depends, recommends, texts.leave_out_known(suggests, [*depends, *recommends])


def _ask_shlibdeps(elves: list[Path], frozen: Path) -> list[str]:
    libraries = sorted({path.parent for path in _list_libraries(frozen)})
    with tempfile.TemporaryDirectory() as name:
        # It insists on a source package around it.
        control = Path(name) / "debian" / "control"
        control.parent.mkdir()
        control.write_text("Source: inglenook\n\nPackage: inglenook\nArchitecture: any\n")
        told = subprocess.run(
            ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "-xinglenook"]
            + [f"-l{folder}" for folder in libraries]
            + [f"-e{path}" for path in elves],
            cwd=name,
            capture_output=True,
            text=True,
            check=False,
        )
    if told.returncode != 0:
        raise StepFailed(told.stderr)
    return texts.read_relations(told.stdout)


def _list_libraries(frozen: Path) -> Iterator[Path]:
    return (path for path in frozen.rglob("*.so*") if path.is_file() and not path.is_symlink())


def measure(folder: Path) -> int:
    """Return the bytes that the files below `folder` take."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


def _read_architecture() -> str:
    command = ["dpkg", "--print-architecture"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _write_compressed(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # No time stamp: the same text makes the same file.
    path.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))


def _link(path: Path, target: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)
