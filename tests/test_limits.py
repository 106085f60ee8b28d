"""Limits: the environment may set each, a bad value is named, and the README says them all."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gan1d.limits import LIMITS, read

ROOT = Path(__file__).parents[1]
CHINESE = ROOT / "assets" / "README.zh.md"


def test_every_limit_may_be_set_and_has_a_default():
    for name, (default, low, high) in LIMITS.items():
        assert low <= default <= high and read(name, {}) == read(name, {name: " "}) == default
        assert read(name, {name: f" {high}"}) == high and type(read(name, {})) is type(default)


@pytest.mark.parametrize("text", ["many", "-1", "nan", "inf", "1.5", "9" * 5000, "0"])
def test_a_bad_value_is_named(text: str):
    with pytest.raises(ValueError, match="^GAN1D_PAGES = .* allowed: a whole number from 1 to"):
        read("GAN1D_PAGES", {"GAN1D_PAGES": text})


def test_a_bad_value_ends_the_start_with_a_sentence():
    done = subprocess.run(
        [sys.executable, "-c", "import gan1d.limits"],
        env=os.environ | {"GAN1D_STEP": "soon"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2 and done.stderr == (
        "gan1d: GAN1D_STEP = 'soon' is not allowed; allowed: a number from 0.001 to 3600\n"
    )


@pytest.mark.parametrize("readme", [ROOT / "README.md", CHINESE])
def test_the_readme_says_every_limit_and_its_default(readme: Path):
    rows = re.findall(r"^\| `(GAN1D_\w+)` \| ([\d.,]+)", readme.read_text(), re.M)
    told = {name: float(value.replace(",", "")) for name, value in rows}
    defaults = {name: limit.default for name, limit in LIMITS.items()}
    del defaults["GAN1D_PROCESSES"]  # one less than there are cores
    assert told == defaults and "`GAN1D_PROCESSES`" in readme.read_text()
