"""Draws every icon from the one drawing: python -m tooling.package.icons, at the root.

Runs in the environment for packages, which has resvg and Pillow.
"""

from __future__ import annotations

import io
from pathlib import Path

from tooling.package.places import PackagePlaces

SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
"""The sizes of the hicolor theme."""
PICTURE_SIZE = 256
_WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_MAC_SIZE = 1024


def draw_icons(drawing: Path, folder: Path) -> None:
    """Write `<size>.png` for every size, inglenook.png, inglenook.ico and inglenook.icns."""
    from PIL import Image  # type: ignore[import-not-found]  # noqa: PLC0415 - see above

    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        (folder / f"{size}.png").write_bytes(_draw(drawing, size))
    (folder / "inglenook.png").write_bytes(_draw(drawing, PICTURE_SIZE))
    # Each size is drawn anew: a large one made smaller is grey at its edges.
    images = [Image.open(io.BytesIO(_draw(drawing, size))) for size in _WINDOWS_SIZES]
    images[-1].save(
        folder / "inglenook.ico", append_images=images, sizes=[image.size for image in images]
    )
    Image.open(io.BytesIO(_draw(drawing, _MAC_SIZE))).save(folder / "inglenook.icns")


def _draw(drawing: Path, size: int) -> bytes:
    import resvg_py  # type: ignore[import-not-found]  # noqa: PLC0415 - see above

    return bytes(resvg_py.svg_to_bytes(svg_path=str(drawing), width=size, height=size))


if __name__ == "__main__":
    places = PackagePlaces(Path.cwd())
    draw_icons(places.drawing, places.icons)
