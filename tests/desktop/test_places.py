"""Where windows stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.places import (
    Screen,
    WindowPlace,
    fit,
    read_first_place,
    read_zoom,
    usual_place,
    write_first_place,
)

LEFT, RIGHT = Screen(0, 0, 1920, 1080), Screen(1920, 0, 1280, 1024)


def place(x: int | None, y: int | None, width: int = 800, height: int = 600) -> WindowPlace:
    return WindowPlace("/pages/a", x, y, width, height, maximized=False)


@pytest.mark.parametrize(
    ("wanted", "screens", "expected"),
    [
        (place(10, 20), [LEFT], place(10, 20)),
        (place(2000, 20), [LEFT, RIGHT], place(2000, 20)),
        (place(2000, 20), [LEFT], place(560, 240)),
        (place(-700, 20), [LEFT], place(-700, 20)),
        (place(-790, 20), [LEFT], place(560, 240)),
        (place(10, -40), [LEFT], place(560, 240)),
        (place(10, 1070), [LEFT], place(560, 240)),
        (place(0, 0, 5000, 4000), [LEFT], place(0, 0, 1920, 1080)),
        (place(0, 0, 100, 100), [LEFT], place(0, 0, 360, 320)),
        (place(None, None), [RIGHT], place(2160, 212)),
        (place(9, 9), [], place(9, 9)),
    ],
)
def test_a_window_can_always_be_seen_and_reached(
    wanted: WindowPlace, screens: list[Screen], expected: WindowPlace
) -> None:
    assert fit(wanted, screens) == expected


def test_the_first_windows_place_is_kept_without_its_page(tmp_path: Path) -> None:
    path = tmp_path / "windows.json"
    write_first_place(path, place(10, 20))
    assert "pages" not in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_first_place(path) == WindowPlace("/", 10, 20, 800, 600, maximized=False)


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"\xff",
        b'{"x": "a", "y": 1, "width": 1, "height": 1, "maximized": false}',
        b'{"x": 1, "y": 1, "width": 1e9, "height": 1, "maximized": false}',
        b'{"x": 1, "y": 1, "width": 1000000000, "height": 1, "maximized": false}',
        b'{"x": 1, "y": 1, "width": true, "height": 1, "maximized": false}',
    ],
)
def test_a_damaged_file_costs_nothing_but_the_place(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "windows.json"
    path.write_bytes(damage)
    assert read_first_place(path) == usual_place()


def test_a_first_start_has_the_usual_place(tmp_path: Path) -> None:
    assert read_first_place(tmp_path / "windows.json") == usual_place()


def test_what_pages_are_enlarged_by_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "windows.json"
    assert read_zoom(path) == 1.0
    write_first_place(path, place(10, 20), 1.21)
    assert read_zoom(path) == 1.21
    assert read_first_place(path).x == 10


@pytest.mark.parametrize("damage", ["{", "[]", '{"zoom": "2"}', '{"zoom": 1e9}', '{"zoom": -1}'])
def test_a_damaged_size_is_the_usual_one(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "windows.json"
    path.write_text(damage)
    assert read_zoom(path) == 1.0
