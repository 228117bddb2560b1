"""What dev.py does with its command line before it starts anything."""

import pytest

from tooling.commands import choose_screen, main, needs_window

_NO_SCREEN: dict[str, str] = {}


@pytest.mark.parametrize(
    ("options", "environment", "platform", "expected"),
    [
        ([], _NO_SCREEN, "linux", ["--browser", "--no-open"]),
        (
            ["--data-dir", "d"],
            {"DISPLAY": ""},
            "linux",
            ["--browser", "--no-open", "--data-dir", "d"],
        ),
        ([], {"DISPLAY": ":0"}, "linux", []),
        ([], {"WAYLAND_DISPLAY": "wayland-0"}, "linux", []),
        ([], _NO_SCREEN, "darwin", []),
        ([], _NO_SCREEN, "win32", []),
        (["--browser"], _NO_SCREEN, "linux", ["--browser"]),
        (["--version"], _NO_SCREEN, "linux", ["--version"]),
        (["new", "--name", "Ada"], _NO_SCREEN, "linux", ["new", "--name", "Ada"]),
    ],
)
def test_without_a_screen_the_app_opens_for_a_browser(
    options: list[str], environment: dict[str, str], platform: str, expected: list[str]
) -> None:
    assert choose_screen(options, environment, platform) == expected


@pytest.mark.parametrize("option", ["--browser", "--version", "--help", "-h", "new"])
def test_what_shows_no_window_asks_for_no_window_packages(option: str) -> None:
    assert not needs_window([option])
    assert needs_window(["--data-dir", "somewhere"])


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    shown = capsys.readouterr().out
    for name in ("run", "test", "check", "build", "bench", "package", "fuzz", "lock", "clean"):
        assert f"\n  {name} " in shown


def test_an_unknown_command_is_named_and_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["launch"]) == 2
    assert "no command launch" in capsys.readouterr().out


def test_a_stray_argument_is_refused_before_anything_is_removed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["clean", "everything"]) == 1
    assert "takes no everything" in capsys.readouterr().out
