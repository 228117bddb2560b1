"""Writes what a package is made of as CycloneDX: python -m tooling.package.bill VERSION FILE.

Runs in the environment for packages, at the root: it reads the versions that are installed there.
"""

# ruff: noqa: PLC0415 - CycloneDX's library is there and nowhere else

from __future__ import annotations

import json
import sys
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

from tooling.package.places import PackagePlaces


def write_bill(packages: PackagePlaces, version: str, target: Path) -> None:
    """Write the software bill of materials of the bundle that was made last, as JSON."""
    from cyclonedx.model.bom import Bom  # type: ignore[import-not-found]
    from cyclonedx.model.component import (  # type: ignore[import-not-found]
        Component,
        ComponentType,
    )
    from cyclonedx.output.json import JsonV1Dot6  # type: ignore[import-not-found]
    from packageurl import PackageURL  # type: ignore[import-not-found]

    def component(kind: str, name: str, number: str, **more: Any) -> Any:
        space, _, short = name.rpartition("/")
        url = PackageURL(kind, space or None, short, number, **more)
        return Component(
            name=name,
            version=number,
            type=ComponentType.LIBRARY,
            purl=url,
            bom_ref=url.to_string(),
        )

    bom = Bom()
    bom.metadata.component = Component(
        name="inglenook", version=version, type=ComponentType.APPLICATION, bom_ref="inglenook"
    )
    contents = json.loads(packages.contents.read_text("utf-8"))
    parts = [component("generic", "python", sys.version.split()[0])]
    parts += [
        component("pypi", name.lower(), installed_version(name)) for name in contents["python"]
    ]
    parts += [
        component("deb", f"debian/{name}", number) for name, number in contents["system"].items()
    ]
    parts += [component("npm", name, number) for name, number in read_front_end(packages.root)]
    for part in parts:
        bom.components.add(part)
    bom.register_dependency(bom.metadata.component, parts)
    target.write_text(JsonV1Dot6(bom).output_as_string(indent=2), "utf-8")


def read_front_end(root: Path) -> list[tuple[str, str]]:
    """Return the npm packages, with versions, that are bundled into the pages."""
    lock = json.loads((root / "package-lock.json").read_text("utf-8"))
    return [
        (place.rpartition("node_modules/")[2], package["version"])
        for place, package in lock["packages"].items()
        if place and not package.get("dev") and not package.get("optional")
    ]


if __name__ == "__main__":
    write_bill(PackagePlaces(Path.cwd()), sys.argv[1], Path(sys.argv[2]))
