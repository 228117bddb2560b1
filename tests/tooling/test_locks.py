"""The lock files fit what they lock, for every platform, and lead to no particular host."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

_ROOT = Path(__file__).resolve().parents[2]
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


@pytest.fixture(scope="module")
def packages() -> dict[str, Any]:
    lock = json.loads((_ROOT / "package-lock.json").read_text())
    found = lock["packages"]
    assert isinstance(found, dict)
    return found


def test_every_python_dependency_is_locked_at_a_version_that_fits() -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text())
    lock = (_ROOT / "requirements" / "dev.lock").read_text()
    pinned = {canonicalize_name(name): Version(version) for name, version in _PINNED.findall(lock)}
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    for requirement in map(Requirement, wanted):
        version = pinned[canonicalize_name(requirement.name)]
        assert version in requirement.specifier, f"{requirement}: run python3 dev.py lock"


@pytest.mark.parametrize("name", ["dev.lock", "bootstrap.lock"])
def test_python_packages_are_locked_by_hash_and_name_no_host(name: str) -> None:
    lock = (_ROOT / "requirements" / name).read_text()
    assert "://" not in lock
    for match in _PINNED.finditer(lock):
        rest = lock[match.end() :].split("\n    --hash=sha256:", 1)
        assert len(rest) == 2, f"{match[1]} has no hash"
        assert "\n" not in rest[0], f"{match[1]} has no hash"


def test_front_end_packages_are_locked_by_hash_and_name_no_host(packages: dict[str, Any]) -> None:
    for name, package in packages.items():
        assert "resolved" not in package, name
        assert not name or package["integrity"].startswith("sha512-"), name


def test_front_end_packages_are_locked_for_every_platform(packages: dict[str, Any]) -> None:
    for name, package in packages.items():
        for optional in package.get("optionalDependencies", {}):
            assert f"node_modules/{optional}" in packages, f"{name} needs {optional}"


def test_front_end_versions_are_exact() -> None:
    package = json.loads((_ROOT / "package.json").read_text())
    for name, version in {**package["dependencies"], **package["devDependencies"]}.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
