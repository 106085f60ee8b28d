"""Figure 1 on the page: work in a process of its own, captions that say what is true."""

import dataclasses
import os
import re
import subprocess
import sys
import time

import pytest

from gan1d.figure1.moments import figure1
from gan1d.page.figure1_panel import _reason, captions, fill
from gan1d.server.jobs import Job
from gan1d.settings import Settings, SettingsError
from gan1d.words import LANGUAGES, words

HERE = "tests.page.test_figure1_panel"


def quick(report, number):
    """Report the process and return twice the number; a task for the workshop."""
    print("not to be mistaken for a message")
    report(os.getpid())
    return 2 * number


def refuse(report):
    """Raise what a page can say in its language; a task for the workshop."""
    raise SettingsError("step", 7, "a whole number from 0 to 5")


def sleep(report):
    """Go on until somebody ends it; a task for the workshop."""
    while True:
        report("still here")
        time.sleep(0.05)


def over(job):
    """Return a job when it is over."""
    while job.running:
        time.sleep(0.02)
    return job


def test_work_is_done_elsewhere():
    job = over(Job(f"{HERE}:quick", 21))
    assert (job.state, job.result) == ("done", 42)
    assert job.progress not in (None, os.getpid())


def priority(report):
    """Return how far this process steps back for others; a task for the workshop."""
    return os.getpriority(os.PRIO_PROCESS, 0)


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="no priorities to be asked here")
def test_work_has_the_same_right_to_a_processor_as_the_runs():
    assert over(Job(f"{HERE}:priority")).result == os.getpriority(os.PRIO_PROCESS, 0)


def test_errors_come_back_as_they_are():
    job = over(Job(f"{HERE}:refuse"))
    assert job.state == "failed" and isinstance(job.error, SettingsError)
    assert (job.error.name, job.error.value) == ("step", 7)
    assert over(Job(f"{HERE}:nothing")).state == "failed"


def test_work_can_be_stopped_and_the_next_begins():
    first, second = Job(f"{HERE}:sleep"), Job(f"{HERE}:quick", 1)
    while first.progress is None and first.running:
        time.sleep(0.02)
    assert second.state == "waiting"
    first.stop()
    assert over(second).result == 2
    assert first.state == "stopped" and first.result is None


def test_matplotlib_stays_out_of_the_servers_process():
    code = "import sys, gan1d.page.figure1_panel; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.fixture(scope="module")
def figure():
    """Return Figure 1 of a short run."""
    return figure1(Settings(data="normal", steps=60))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_captions_say_the_numbers_of_their_panels(figure, lang):
    said = captions(figure, lang)
    for panel, text in zip(figure.panels, said, strict=True):
        prose = "".join(text.split("$")[::2])
        assert text.startswith(f"**({panel.name})") and "{" not in prose and "nan" not in prose
    assert f"{figure.panels[1].numbers['d_error']:.3f}" in said[1]
    assert f"{figure.iterations}" in said[1]
    assert "60" in said[3]


def test_captions_do_not_claim_what_did_not_happen(figure):
    def changed(index, **numbers):
        panels = list(figure.panels)
        panels[index] = dataclasses.replace(panels[index], numbers=panels[index].numbers | numbers)
        return captions(dataclasses.replace(figure, panels=panels), "en")

    assert "can only say 1/2" in changed(3, jsd64=0.001, d_half_max=0.01)[3]
    assert "does not reach" in changed(3, jsd64=0.2, d_half_max=0.01)[3]
    assert "has fallen" in changed(2, jsd64=0.0)[2]
    assert "raises JSD" in changed(2, jsd64=0.6)[2]
    assert "to its optimum" in changed(1, d_error=0.019)[1]
    assert "no nearer" in changed(1, d_error=0.021)[1]
    assert "V" not in re.sub(r"L-BFGS", "", changed(0, value=float("nan"))[0])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_errors_name_the_value_and_what_is_allowed(lang):
    step = _reason(SettingsError("step", 7, "a whole number from 0 to 5"), lang)
    assert "7" in step and "5" in step
    assert "WGAN" in _reason(SettingsError("loss", "wgan", "others"), lang)
    assert "EOFError: gone" in _reason(EOFError("gone"), lang)


def test_formulas_keep_their_braces():
    assert fill("$x^{a}$ is {b}, $y_{b}$", b=3) == "$x^{a}$ is 3, $y_{b}$"


def test_no_chinese_emphasis_ends_in_a_mark():
    """Markdown does not see an end of ** between a Chinese mark and a Chinese character."""
    for key, text in words("zh").items():
        if key.startswith("figure1."):
            assert not re.search(r"[，。：；]\*\*", text), key
