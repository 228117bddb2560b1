"""Debian's packages are found by the names that each release gives them."""

from tooling.system import choose_names, find_missing


def test_only_packages_that_are_not_there_are_missing() -> None:
    assert find_missing(["libnss3", "xvfb"], {"xvfb", "bash"}) == ["libnss3"]


def test_a_library_that_was_renamed_for_64_bit_time_counts_as_there() -> None:
    assert find_missing(["libasound2"], {"libasound2t64"}) == []


def test_a_renamed_library_is_installed_under_its_newer_name() -> None:
    known = {"libasound2t64", "libasound2", "libnss3"}
    assert choose_names(["libasound2", "libnss3"], known) == ["libasound2t64", "libnss3"]


def test_a_name_is_kept_when_no_list_has_been_fetched_yet() -> None:
    assert choose_names(["libnss3"], set()) == ["libnss3"]
