"""Names of files: fit for every system, true to what the person chose."""

import pytest

from webui.notebook.file_names import clean_file_name, type_of


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("photo.png", "photo.png"),
        ("/etc/../passwd", "passwd"),
        (r"C:\pictures\cat.jpg", "cat.jpg"),
        ("..", "File"),
        ("", "File"),
        ("   ", "File"),
        (".hidden", "hidden"),
        ("-rf", "rf"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("Lpt1.tar.gz", "_Lpt1.tar.gz"),
        ("console.txt", "console.txt"),
        ("a:b?c*d.txt", "a-b-c-d.txt"),
        ("trailing. . ", "trailing"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\x00b\nc.txt", "ab c.txt"),
        ("北京.png", "北京.png"),
        ("\ud800.txt", "\ufffd.txt"),
    ],
)
def test_a_name_is_fit_for_every_system(given: str, kept: str) -> None:
    assert clean_file_name(given) == kept


def test_a_long_name_is_cut_before_its_ending_and_never_within_a_letter() -> None:
    name = clean_file_name("電" * 200 + ".jpeg")
    assert len(name.encode()) <= 200
    assert set(name.removesuffix(".jpeg")) == {"電"}
    assert name.endswith(".jpeg")
    assert len(clean_file_name("x." + "y" * 500)) == 200


@pytest.mark.parametrize("given", ["photo.png", "電" * 200 + ".jpeg", "CON.txt", "..", "a. .b"])
def test_a_kept_name_stays_as_it_is(given: str) -> None:
    assert clean_file_name(clean_file_name(given)) == clean_file_name(given)


def test_the_ending_tells_the_type_and_nothing_else_does() -> None:
    assert type_of("a.PNG") == "image/png"
    assert type_of("a.webp") == "image/webp"
    assert type_of("a.pdf") == "application/pdf"
    assert type_of("a.html") == "text/html"
    assert type_of("a.svg") == "image/svg+xml"
    assert type_of("a.tar.gz") == "application/octet-stream"
    assert type_of("README") == "application/octet-stream"
