"""Figure 1 on paper: valid files, the right lines in the right style, no words."""

import re
import xml.etree.ElementTree as ET

import pytest

from gan1d.__main__ import main
from gan1d.figure1.moments import MEDIA, figure1
from gan1d.figure1.printing import INKS, make, panel_svg, printed
from gan1d.settings import Settings

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def figure():
    """Return Figure 1 of a short run."""
    return figure1(Settings(data="normal", steps=60))


def styles(svg, name):
    """Return the styles of the lines of that id."""
    groups = [g for g in ET.fromstring(svg).iter(f"{SVG}g") if g.get("id") == name]
    assert len(groups) == 1, name
    return " ".join(path.get("style", "") for path in groups[0].iter(f"{SVG}path"))


def test_the_three_files_are_what_their_names_say(figure):
    svg, pdf, png = (printed(figure, kind) for kind in MEDIA)
    assert ET.fromstring(svg).tag == f"{SVG}svg"
    assert pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF")
    assert png.startswith(b"\x89PNG\r\n\x1a\n") and int.from_bytes(png[16:20]) >= 2400
    assert all(10_000 < len(file) < 1_000_000 for file in (svg, pdf, png))


def test_the_fonts_are_in_the_files(figure):
    assert b"/FontFile2" in printed(figure, "pdf") and b"/Type3" not in printed(figure, "pdf")
    assert b"<text" not in printed(figure, "svg")


def test_the_lines_of_all_panels_have_their_dashes_and_colours(figure):
    svg, ink = printed(figure, "svg").decode(), INKS["light"]
    for name in "abcd":
        data, model, d = (styles(svg, f"{name}-{line}") for line in ("data", "model", "d"))
        dots, dashes = (re.search(r"stroke-dasharray: ([\d. ,]+)", s) for s in (data, d))
        assert dots and dashes and "dasharray" not in model
        on, off = (float(length) for length in re.findall(r"[\d.]+", dots[1]))
        assert on < off  # dots
        on, off = (float(length) for length in re.findall(r"[\d.]+", dashes[1]))
        assert on > 1.5 * off  # dashes
        for colour, style in ((ink.data, data), (ink.model, model), (ink.d, d)):
            assert f"stroke: {colour}" in style


def test_the_same_run_gives_the_same_bytes(figure):
    assert all(printed(figure, kind) == printed(figure, kind) for kind in ("svg", "pdf"))


def test_panels_have_no_ground_and_two_themes(figure):
    light, dark = (panel_svg(figure, figure.panels[1], theme).decode() for theme in INKS)
    assert INKS["dark"].model in dark and INKS["light"].model not in dark
    assert "#ffffff" not in light


def test_another_kind_is_refused(figure):
    with pytest.raises(ValueError, match="kind of file is 'gif'; allowed: svg, pdf, png"):
        printed(figure, "gif")


def test_make_brings_everything_and_reports(figure):
    reports = []
    made = make(reports.append, Settings(data="normal", steps=30), [])
    assert reports[-1].part == "print"
    assert made.files.keys() == MEDIA.keys() and made.panels.keys() == INKS.keys()
    assert list(made.panels["dark"]) == list("abcd")


def test_the_command_writes_the_file_it_is_asked_for(tmp_path, capsys):
    out = tmp_path / "figure.pdf"
    assert main(["figure1", "--data=normal", "--steps=30", "--at=10", f"--out={out}"]) == 0
    assert out.read_bytes().startswith(b"%PDF-")
    assert [line[:12] for line in capsys.readouterr().out.splitlines()[:2]] == [
        "(a) step    ",
        "(b) step    ",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--out=figure.gif"], "out = 'figure.gif' is not allowed; allowed: a name that ends in"),
        (["--loss=wgan"], "loss = 'wgan' is not allowed; allowed: for Figure 1, minimax"),
        (["--at=9"], "step = 9 is not allowed; allowed: a whole number from 0 to 5"),
        (["--at=x"], "at = 'x' is not allowed; allowed: a whole number from 0"),
        (["--out=/nowhere/figure.pdf"], "a file that can be written"),
    ],
)
def test_a_mistake_at_the_command_is_one_sentence(capsys, words, said):
    assert main(["figure1", "--data=normal", "--steps=5", *words]) == 2
    err = capsys.readouterr().err
    assert said in err and err.count("\n") == 1
