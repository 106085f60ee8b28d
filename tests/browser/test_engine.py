"""A run by PyTorch on the stage: it plays like any other."""

import numpy as np

from gan1d.links import Event
from gan1d.settings import Settings

from .conftest import Open
from .test_playing import MODEL, D, rows_of


def test_a_run_by_pytorch_plays_rewinds_takes_half_steps_and_has_its_link(open_stage: Open):
    stage = open_stage().wait_step(5)
    assert stage["engine"].inner_text() == "Gradients: by hand (NumPy)"
    stage = open_stage("engine=torch&seed=3&k=1").wait_step(50).pause()
    assert stage["engine"].inner_text() == "Gradients: PyTorch autograd"
    assert stage.steps() == list(range(stage.step + 1))  # every step a picture
    here, settings = 20, Settings(engine="torch", seed=3, k=1)
    rows = rows_of(settings, [Event(here, "d")], here + 2)
    stage.scrub(here).refreshes(3)
    assert np.array_equal(np.float32(stage.curve("model")), rows[here][MODEL])
    stage.press("d").wait_link(f"events={here}:d").wait("Number(stage.step) === a", here)
    stage.wait("document.querySelector('.gan1d-status').dataset.kind === 'half'").refreshes(3)
    assert rows[-1][:2].tolist() == [here, 1]  # from the frame on the screen on
    assert np.array_equal(np.float32(stage.curve("model")), rows[-1][MODEL])
    assert np.array_equal(np.float32(stage.curve("d")), rows[-1][D])
    assert stage.link["engine"] == "torch"
    assert not stage.notice
