"""A map in cells, the run that stands for each, the command that makes it again, its pictures."""

import re
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.colors import LogNorm

import gan1d
from gan1d import SettingsError, draw_map, load_map
from gan1d.__main__ import main
from gan1d.frames.diagnosis import HEALTH
from gan1d.settings import Settings
from gan1d.sweep import command as sweep_command
from gan1d.sweep import offers
from gan1d.sweep.cells import SHOWN, cell_of, cells_of, outdated
from gan1d.sweep.grid import Grid, text_of, text_of_seeds
from gan1d.sweep.picture import MARKS, SCALES, figure_of, file_of
from gan1d.sweep.workers import Workers
from tests.sweep.conftest import KNOBS, SEEDS, STEPS, Here

PLAYER = Path(gan1d.__file__).parent / "player"


def run(seed, jsd64, health="learning", d_half_max=0.1):
    """Return a row of a map."""
    return {"seed": seed, "jsd64": jsd64, "health": health, "d_half_max": d_half_max}


def test_a_cell_is_told_by_the_run_in_the_middle():
    runs = [run(4, 0.5), run(5, 0.001, "converged"), run(6, 0.1), run(7, 0.02, "cycling", 0.4)]
    assert cell_of(runs) == {
        "jsd64": (0.02, 0.5),
        "d_half_max": (0.1, 0.4),
        "converged": 1,
        "runs": 4,
        "health": "cycling",
        "seed": 7,
    }
    assert cell_of(runs[:3])["seed"] == 6 and cell_of(runs[:1])["jsd64"] == (0.5, 0.5)


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_what_is_not_finite_is_worse_than_any_number(missing):
    cell = cell_of([run(0, missing, "diverged", missing), run(1, 0.6), run(2, 0.7)])
    assert cell["jsd64"] == (0.7, None) and cell["d_half_max"] == (0.1, None)
    cell = cell_of([run(0, missing, "diverged"), run(1, missing, "diverged")])
    assert (cell["jsd64"], cell["health"], cell["seed"]) == ((None, None), "diverged", 0)


def test_a_table_becomes_cells(whole):
    made = cells_of(whole.sample(frac=1, random_state=1))
    assert made["x"] == {"name": "k", "values": [1, 2]}
    assert made["y"] == {"name": "lr_d", "values": [0.001, 0.01, 0.1]}
    assert made["seeds"] == [0, 1, 2, 3] and made["base"]["steps"] == STEPS
    assert made["base"].keys() == Settings().to_json().keys()
    turned = cells_of(whole, y="k")
    assert turned["x"]["name"] == "lr_d"
    for j, k in enumerate([1, 2]):
        for i, rate in enumerate([0.001, 0.01, 0.1]):
            rows = whole[(whole["lr_d"] == rate) & (whole["k"] == k)]
            cell = turned["cells"][3 * j + i]
            assert cell == made["cells"][2 * i + j]
            assert cell["jsd64"] == (sorted(rows["jsd64"])[1], rows["jsd64"].max())
            assert rows[rows["seed"] == cell["seed"]]["jsd64"].item() == cell["jsd64"][0]
    assert cells_of(whole[whole["k"] + whole["lr_d"] < 2])["cells"].count(None) == 0
    assert cells_of(whole.iloc[:20])["cells"].count(None) == 1
    line = cells_of(whole[whole["k"] == 1])
    assert (line["x"]["name"], line["y"]) == ("lr_d", {"name": "lr_g", "values": [0.006]})


def test_a_table_that_is_no_map_of_two_knobs_is_refused(whole):
    three = pd.concat([whole, whole.assign(gamma=1.0)])
    for table, axes, said in [
        (whole.iloc[:0], {}, "map = 'no runs'"),
        (three, {}, "axes = 'k, lr_d, gamma' is not allowed; allowed: two knobs that vary"),
        (whole, {"x": "speed"}, "axis = 'speed' is not allowed; allowed: data, seed"),
        (whole, {"x": "k", "y": "k"}, "two knobs that vary"),
    ]:
        with pytest.raises(SettingsError, match=said):
            cells_of(table, **axes)
    assert len(cells_of(three[three["gamma"] == 1.0])["cells"]) == 6


def test_a_map_of_another_recipe_is_noticed():
    base = Settings(data="claw", steps=10, seed=5).to_json()
    assert outdated(base, "data") == [] and outdated(base) == ["data"]
    assert outdated(base | {"gamma": 1.0}, "data") == ["gamma"]
    assert outdated(base | {"gamma": 1.0}, "data", "gamma") == []
    older = {name: value for name, value in base.items() if name != "fold"} | {"gone": 1}
    assert outdated(older, "data") == ["fold", "gone"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("lr_d", "0.0001:0.1:7:log"),
        ("lr_d", "0.1:0.5:5"),
        ("k", "1,2,3,4,6,8,12"),
        ("k", "1:9:5"),
        ("width_d", "8:512:7:log"),
        ("gamma", "0,0.001,0.01,0.1"),
        ("gamma_r2", "none,0.1"),
        ("skip", "false,true"),
        ("loss", "hinge,wgan"),
        ("lr_d", "0.123456789012"),
    ],
)
def test_values_are_written_as_the_command_line_takes_them(name, text):
    values = Grid({name: text}).knobs[name]
    assert text_of(name, values) == text
    assert Grid({name: text_of(name, values)}).knobs[name] == values


def test_seeds_are_written_as_the_command_line_takes_them():
    assert [text_of_seeds(s) for s in ([0, 1, 2], [5], [3, 1])] == ["0-2", "5", "3,1"]


def test_the_command_of_a_map_makes_the_same_map(whole, tmp_path, monkeypatch, capsys):
    command = offers.command_of(cells_of(whole), "map.parquet")
    assert command.startswith("python -m gan1d sweep --data=normal ")
    assert "--k=1,2 --lr-d=0.001:0.1:3:log --seeds=0-3 --out=map.parquet" in command
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sweep_command, "Processes", lambda _: Workers(Here(), 1))
    assert main(command.split()[3:]) == 0
    left, right = (t.drop(columns="seconds") for t in (load_map("map.parquet"), whole))
    pd.testing.assert_frame_equal(left, right, check_exact=True)
    before = Path("map.parquet").read_bytes()
    words = ["sweep", "--out", "map.parquet", "--png", "a.png", "--show", "health"]
    assert main(words) == 0  # a file that is there is drawn
    assert main([*command.split()[3:], "--svg", "a.svg", "--pdf", "a.pdf"]) == 0
    assert (
        Path("a.png").read_bytes().startswith(b"\x89PNG") and b"%PDF" in Path("a.pdf").read_bytes()
    )
    assert Path("map.parquet").read_bytes() == before
    assert capsys.readouterr().out.count("24 runs") == 3


def test_a_picture_of_a_sweep_under_way_shows_what_is_written(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    out = tmp_path / "map.parquet"
    with pytest.raises(KeyboardInterrupt):
        gan1d.sweep(KNOBS, SEEDS, STEPS, Here(fails_at=10), out)
    assert main(["sweep", "--out", str(out), "--svg", str(tmp_path / "half.svg")]) == 0
    assert (tmp_path / "half.svg").exists() and not out.exists()
    assert re.search(r": \d runs; ", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--png", "map.svg"], "png = 'map.svg' is not allowed; allowed: a name that ends in .png"),
        (["--png", "no/map.png"], "png = 'no/map.png' is not allowed; allowed: a file that can be"),
        (["--show", "loss"], f"show = 'loss' is not allowed; allowed: {', '.join(SHOWN)}"),
        (["--png", "a.png", "--k=1,2", "--lr-d=1,2", "--gamma=1,2"], "axes = 'k, lr_d, gamma'"),
    ],
)
def test_a_picture_that_cannot_be_is_a_sentence_at_once(tmp_path, monkeypatch, capsys, words, said):
    monkeypatch.chdir(tmp_path)
    assert main(["sweep", "--out", "map.parquet", *words]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_figure_shows_every_cell_on_a_logarithmic_scale(whole):
    figure = draw_map(whole)
    axes, bar = figure.axes
    assert isinstance(SCALES["jsd64"].norm, LogNorm) and bar.get_yscale() == "log"
    made = cells_of(whole)
    shown = [float(text.get_text()) for text in axes.texts]
    assert shown == pytest.approx([cell["jsd64"][0] for cell in made["cells"]], rel=0.06)
    assert axes.get_xlabel() == "k: D updates" and axes.get_ylabel() == "Learning rate of D"
    assert [label.get_text() for label in axes.get_yticklabels()] == ["0.001", "0.01", "0.1"]
    for show in SHOWN:
        assert len(figure_of(made, show).axes[0].texts) == 6
    with pytest.raises(SettingsError, match="show = 'x'"):
        draw_map(whole, "x")
    assert file_of(made, "svg") == file_of(made, "svg")  # no date in it


def test_what_the_readmes_say_of_the_maps_is_in_them():
    made = {one["name"]: one["map"] for one in offers.shipped()}

    def cells(name, **chosen):
        """Return (value along the map, value up the map, cell) of the cells chosen."""
        x, y = made[name]["x"], made[name]["y"]
        places = [(i, j) for j in y["values"] for i in x["values"]]
        return [
            (i, j, cell)
            for (i, j), cell in zip(places, made[name]["cells"], strict=True)
            if all({x["name"]: i, y["name"]: j}[knob] in some for knob, some in chosen.items())
        ]

    low, mid = 0.00316227766017, 0.0316227766017
    good = {
        (0.001, low),
        (low, low),
        (0.01, low),
        (mid, low),
        (low, 0.01),
        (0.01, 0.01),
        (mid, 0.01),
    }
    assert {(i, j) for i, j, cell in cells("lr_d-lr_g") if cell["converged"] >= 7} == good
    assert sum(cell["converged"] for i, j, cell in cells("lr_d-lr_g") if (i, j) not in good) == 1
    assert min(i for i, _, cell in cells("k-lr_d", k=[1]) if cell["converged"] >= 7) == mid
    assert min(i for i, _, cell in cells("k-lr_d", k=[12]) if cell["converged"] == 8) < mid / 99
    assert not any(cell["converged"] for *_, cell in cells("gamma-lr_d", gamma=[0, 10, 100]))
    converged = {(i, j): cell["converged"] for i, j, cell in cells("beta1-gamma")}
    assert (converged[0.5, 0.1], converged[0.9, 0.1]) == (8, 8)
    assert [converged[beta1, 1] for beta1 in (0, 0.5, 0.9)] == [0, 5, 6]
    assert all(converged[i, 0.1] == 8 for i, *_ in cells("beta1-gamma"))
    assert not any(converged[i, 0] for i, _, _ in cells("beta1-gamma"))
    medians = {i: cell["jsd64"][0] for i, _, cell in cells("beta1-gamma", gamma=[0])}
    text = " ".join((PLAYER.parents[1] / "README.md").read_text().split())
    said = f"{medians[0]:.3f} at beta1 = 0, {medians[0.5]:.2f} at 0.5 and {medians[0.9]:.2f} at 0.9"
    assert said in text


def test_page_and_picture_paint_alike():
    text = (PLAYER / "story/map/cells.js").read_text()
    words = dict(re.findall(r'^  "?([\w-]+)"?: \["(#\w+)"', text, re.M))
    assert words == {word: colour for word, (colour, _) in MARKS.items()}
    assert set(words) == set(HEALTH)
    for show, scale in SCALES.items():
        ends = re.search(rf"  {show}: {{ low: ([\d.]+), high: ([\d.]+)", text)
        assert ends and (float(ends[1]), float(ends[2])) == (scale.norm.vmin, scale.norm.vmax)
