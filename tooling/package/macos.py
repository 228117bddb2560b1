"""What macOS needs beside the bundle: facts for the Finder, a signature, and a disk image."""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
from pathlib import Path
from typing import Any

from tooling.package.places import PackagePlaces
from tooling.steps import run_step, say

BUNDLE_ID = "io.github.inglenook.inglenook"
# Its author's own name for it, which other programs use as well.
_MARKDOWN = "net.daringfireball.markdown"


def describe(version: str) -> dict[str, Any]:
    """Return what goes into Info.plist beside what PyInstaller writes there itself."""
    return {
        "CFBundleDisplayName": "Inglenook",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "LSApplicationCategoryType": "public.app-category.productivity",
        "LSMinimumSystemVersion": "12.0",
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "The Inglenook authors, MIT License",
        # Dark mode: without this key an app that was built with an old SDK stays light.
        "NSRequiresAquaSystemAppearance": False,
        # The pages come from this computer, over http, and nothing comes from anywhere else.
        "NSAppTransportSecurity": {"NSAllowsLocalNetworking": True},
        # inglenook://page/… shows a page; .md files are offered, and others stay their default.
        "CFBundleURLTypes": [{"CFBundleURLName": BUNDLE_ID, "CFBundleURLSchemes": ["inglenook"]}],
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Markdown",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": [_MARKDOWN],
            }
        ],
        "UTImportedTypeDeclarations": [
            {
                "UTTypeIdentifier": _MARKDOWN,
                "UTTypeConformsTo": ["public.plain-text"],
                "UTTypeDescription": "Markdown",
                "UTTypeTagSpecification": {"public.filename-extension": ["md", "markdown"]},
            }
        ],
        # A notebook with an unsaved line is not to be ended behind a person's back.
        "NSSupportsAutomaticTermination": False,
        "NSSupportsSuddenTermination": False,
    }


def read_identity() -> str | None:
    """Return whose signature goes on the app: "Developer ID Application: …", or None for none."""
    return os.environ.get("INGLENOOK_CODESIGN_IDENTITY")


def make_image(packages: PackagePlaces, version: str) -> list[Path]:
    """Make the disk image in dist/, signed and notarised as far as the environment allows.

    INGLENOOK_CODESIGN_IDENTITY names the signature, INGLENOOK_NOTARY_PROFILE the credentials that
    `xcrun notarytool store-credentials` keeps. Raises StepFailed with what the tools had to say.
    """
    app = packages.frozen.parent / "Inglenook.app"
    image = packages.dist / f"Inglenook-{version}-macos-{platform.machine()}.dmg"
    identity, profile = read_identity(), os.environ.get("INGLENOOK_NOTARY_PROFILE")
    if identity:
        _verify(packages, app)
    else:
        say("INGLENOOK_CODESIGN_IDENTITY is not set: macOS will ask before it opens the app.")
    _pack(packages, app, image)
    if identity:
        sign = ["codesign", "--sign", identity, "--timestamp", str(image)]
        run_step("Signing the disk image", sign, cwd=packages.root)
    if identity and profile:
        _notarise(packages, image, profile)
    return [image]


def _verify(packages: PackagePlaces, app: Path) -> None:
    run_step(
        "Checking the app's signature",
        ["codesign", "--verify", "--deep", "--strict", "--verbose=2", str(app)],
        cwd=packages.root,
    )


def _pack(packages: PackagePlaces, app: Path, image: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # symlinks: frameworks are made of them, and a copy without breaks the signature.
        shutil.copytree(app, folder / app.name, symlinks=True)
        (folder / "Applications").symlink_to("/Applications")
        options = ["-volname", "Inglenook", "-fs", "HFS+", "-format", "ULFO", "-ov"]
        command = ["hdiutil", "create", *options, "-srcfolder", str(folder), str(image)]
        run_step("Making the disk image", command, cwd=packages.root)


def _notarise(packages: PackagePlaces, image: Path, profile: str) -> None:
    submit = ["xcrun", "notarytool", "submit", str(image), "--wait"]
    run_step(
        "Having Apple look at it (some minutes)",
        [*submit, "--keychain-profile", profile],
        cwd=packages.root,
    )
    run_step(
        "Attaching Apple's answer",
        ["xcrun", "stapler", "staple", str(image)],
        cwd=packages.root,
    )
