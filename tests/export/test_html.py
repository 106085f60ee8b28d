"""What the page of a run says between its frames, and which files it has in it."""

import re

import gan1d
from gan1d.export import html, kinds
from gan1d.runs.timeline import Recording
from gan1d.settings import Settings


def test_it_says_after_which_frame_what_was_turned_and_how_it_ended() -> None:
    events = [gan1d.Event(5, "d"), gan1d.Event(7, "k", 2), gan1d.Event(9, "lr_d", 0.02)]
    film = html._film(gan1d.train("normal", steps=12, width_d=8, width_g=4, events=events))
    run, (k, lr_d, end) = film["run"], film["said"]
    assert (run["settings"]["k"], run["events"]) == (3, ["5:d", "7:k=2", "9:lr_d=0.02"])
    assert (k["after"], k["message"]["from"], k["message"]["settings"]["k"]) == (8, 8, 2)
    assert (lr_d["after"], lr_d["message"]["settings"]["lr_d"]) == (10, 0.02)
    assert end == {
        "after": 13,
        "message": {"type": "state", "state": "ended", "index": 13, "step": 12, "reason": ""},
    }
    assert film["frames"] == 14
    assert film["command"].endswith("--events=5:d,7:k=2,9:lr_d=0.02")


def test_a_command_that_nobody_can_read_is_left_out() -> None:
    own = gan1d.from_samples([number / 7 for number in range(100)])
    assert html._film(gan1d.train(own, steps=2, width_d=8, width_g=4))["command"] == ""


def test_of_a_run_that_could_go_on_it_says_where_it_stands() -> None:
    order = Settings(data="normal", steps=12, width_d=8, width_g=4), [gan1d.Event(5, "d")]
    film = html._film(kinds.trained(order, lambda _: None, at=9))
    (end,) = film["said"]
    state = end["message"]
    assert (end["after"], state["state"], state["index"], state["step"]) == (9, "ended", 9, 8)
    assert (film["frames"], film["run"]["ends"]) == (10, 12)


def test_of_a_run_longer_than_what_is_kept_it_has_the_end(monkeypatch) -> None:
    monkeypatch.setattr(Recording.__init__, "__defaults__", (10,))
    run = gan1d.train("normal", steps=30, width_d=8, width_g=4, events=[gan1d.Event(25, "k", 2)])
    assert run.recording.first == 21
    film = html._film(run)
    assert (film["frames"], [said["after"] for said in film["said"]]) == (10, [4, 9])
    assert film["said"][1]["message"]["index"] == 9


def test_its_modules_name_each_other_and_are_all_there() -> None:
    modules = dict(html.modules())
    assert {"replay/replay.js", "stage.js", "run/film.js", "base/loader.js"} <= modules.keys()
    named = {name for text in modules.values() for name in re.findall(r'"gan1d/([^"]+\.js)"', text)}
    assert named <= modules.keys()
    left = re.compile(r'^(import|export|\})[^"\n]*"\.', re.M)
    assert not any(left.search(text) for text in modules.values())
    assert "import.meta" not in "".join(modules.values())
