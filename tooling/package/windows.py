"""What Windows needs beside the bundle: facts about the program, and an installer."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tooling.package.places import PackagePlaces
from tooling.steps import StepFailed, run_step, say

# VSVersionInfo as PyInstaller reads it; the language is English (US), the letters are UTF-16.
_FACTS = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers=({quad}), prodvers=({quad}), mask=0x3F, flags=0x0, OS=0x40004,
    fileType=0x1, subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", "The Inglenook authors"),
      StringStruct("FileDescription", "Inglenook"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("InternalName", "Inglenook"),
      StringStruct("LegalCopyright", "The Inglenook authors, MIT License"),
      StringStruct("OriginalFilename", "Inglenook.exe"),
      StringStruct("ProductName", "Inglenook"),
      StringStruct("ProductVersion", "{version}")])]),
    VarFileInfo([VarStruct("Translation", [0x409, 1200])]),
  ],
)
"""


def describe_version(version: str) -> str:
    """Return the file that PyInstaller writes into the program's properties."""
    numbers = [int(part) for part in version.split(".")[:3]]
    quad = ", ".join(str(number) for number in [*numbers, 0])
    return _FACTS.format(quad=quad, version=version)


def make_installer(packages: PackagePlaces, version: str) -> list[Path]:
    """Compile packaging/windows/inglenook.iss into dist/. Raises StepFailed without Inno Setup.

    With INGLENOOK_SIGN_COMMAND set ("signtool sign /fd sha256 … $f", `$f` being the file) program,
    uninstaller and installer are signed.
    """
    compiler = shutil.which("ISCC") or _usual_place()
    if compiler is None:
        raise StepFailed("The installer needs Inno Setup 6, and there is no ISCC on the PATH.")
    sign = os.environ.get("INGLENOOK_SIGN_COMMAND")
    if sign is None:
        say("INGLENOOK_SIGN_COMMAND is not set, so nothing is signed.")
    options = [f"/DVersion={version}", f"/DBundle={packages.frozen}", f"/O{packages.dist}"]
    options += [f"/DIcon={packages.icon('win32')}"]
    options += [f"/Ssigner={sign}", "/DSigned"] if sign else []
    script = packages.sources / "windows" / "inglenook.iss"
    run_step(
        "Making the installer",
        [compiler, "/Qp", *options, str(script)],
        cwd=packages.root,
    )
    return [packages.dist / f"Inglenook-{version}-setup.exe"]


def _usual_place() -> str | None:
    folder = os.environ.get("PROGRAMFILES(X86)", "C:\\Program Files (x86)")
    compiler = Path(folder) / "Inno Setup 6" / "ISCC.exe"
    return str(compiler) if compiler.is_file() else None
