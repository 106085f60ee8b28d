"""A run as a plain script, by PyTorch or by NumPy alone, that needs nothing of this house.

It is written from the programs in `pieces/`, which hold everything that settings may ask for: of
their lines those stay that the settings use. A line that ends in `#: a !b` stays where a holds and
b does not; a line of nothing else begins a section under that rule, which the next one or `#:`
ends. The script draws the page's random numbers in the page's order, so that it goes the same way
until rounding parts them.
"""

import re
import textwrap
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any

import numpy as np

from gan1d.data import catalogue
from gan1d.data.distribution import Array, Curve
from gan1d.data.normals import Mixture
from gan1d.links import Event, to_options
from gan1d.settings import Settings, SettingsError
from gan1d.training.trainer import FLOOR, HOLD, LONGEST

PIECES = Path(__file__).parent / "pieces"
WIDTH = 100  # of a line
READINGS = {
    "logit": "D(x) = sigmoid(d(x))",
    "probability": "D(x) = d(x)",
    "relative": "D's logit + c",
    "critic": "a critic's score",
}
CLASSES = {"adam": "Adam", "sgd": "SGD", "rmsprop": "RMSprop"}  # of the script by NumPy


def script(settings: Settings, events: Iterable[Event] = (), by: str = "torch") -> str:
    """Return a program that trains this run and prints its JSD64.

    Args:
        settings: Of the run.
        events: Must be none: a script knows no half steps and turns no knobs.
        by: "torch" for PyTorch (at most 120 lines), "numpy" for NumPy alone (160), besides what
            data of one's own take.

    Raises:
        SettingsError: For a run with events, or data given as samples.
    """
    if events := list(events):
        text = ",".join(map(str, events))
        raise SettingsError("events", text, "none for a script: it turns no knobs on the way")
    data = catalogue.parse(settings.data)
    if data.samples.size:
        raise SettingsError(
            "data", f"{settings.data:.60}", "for a script a preset, mixture or curve"
        )
    data_lines = "\n".join(_data(data))
    flags = _flags(settings, data_lines) | {f"by-{by}"}
    values = _values(settings, flags) | {"data": data_lines}
    step_of_g = Template(_read(f"{by}_g.txt")).substitute(values)
    first = settings.order == "simultaneous"
    values |= {"g_before": step_of_g * first, "g_after": step_of_g * (not first)}
    for piece in ("constants", "functions", "data", "score", "score_end"):
        values[f"{piece}_piece"] = Template(_read(f"{piece}.txt")).substitute(values).rstrip()
    return _chosen(Template(_read(f"{by}.txt")).substitute(values), flags)


def _read(name: str) -> str:
    return (PIECES / name).read_text()


def _table(name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(_read(name))


def _flags(s: Settings, data: str) -> set[str]:
    """Return what holds, in the words of the pieces; `data` is the text of `_data`."""
    (gamma, gamma_fake), game = s.gammas, s.game
    gp = game.gradient_penalty and s.lambda_gp > 0
    holds = {
        "two-gammas": 0 < gamma != gamma_fake > 0,
        "one-gamma": gamma == gamma_fake > 0,
        "r1": gamma > 0,
        "r2": gamma_fake > 0,
        "gp": gp,
        "fold": s.fold > 0,
        "slopes": gamma > 0 or gamma_fake > 0 or s.fold > 0 or gp,
        "noise": s.noise > 0,
        "pairs": game.needs_pairs,
        "pairs-g": game.g_sees_real,
        "skip": s.skip,
        "anneal": s.schedule == "anneal",
        "simultaneous": s.order == "simultaneous",
        "standardise": s.standardise,
        "momentum": s.optimiser == "sgd" and s.beta1 > 0,
        "start-mean": s.start_mean != 0,
        "bell": s.z_prior == "normal" or "F_N" in data,
        "uniform-prior": s.z_prior == "uniform",
        "logit": game.output in ("logit", "relative"),
    }
    return {name for name, so in holds.items() if so} | {s.sampling, s.init, s.optimiser}


def _values(s: Settings, flags: Collection[str]) -> dict[str, Any]:
    """Return what stands for each $name in the pieces."""
    gamma, gamma_fake = s.gammas
    hold = min(HOLD * s.steps, LONGEST)
    activations = _table("activations.toml")
    optimiser = _torch_optimiser(s)
    parameters_g = "[*net_g.parameters(), a]" if s.skip else "g.parameters()"
    slopes = "slopes" in flags

    def by_slope(weight: float, name: str, of: str) -> str:
        return f", {name} * {of}" if weight > 0 else f", 0 * {of}" if slopes else ""

    gammas = ("GAMMA_REAL", "GAMMA_FAKE") if "two-gammas" in flags else ("GAMMA", "GAMMA")
    return (
        s.to_json()
        | _table("losses.toml")[s.loss]
        | {
            "name": s.data.partition(":")[0],
            "options": _again(to_options(s)),
            "gamma_fake": gamma_fake,
            "GAMMA_REAL": gammas[0],
            "GAMMA_FAKE": gammas[1],
            "prior": "F_N, N" if s.z_prior == "normal" else "F_Z, Z",
            "hold": f"{hold:.6g}",
            "floor": FLOOR,
            "reading": READINGS[s.game.output],
            "torch_d": activations[s.activation_d]["torch"],
            "torch_g": activations[s.activation_g]["torch"],
            "numpy_d": s.activation_d.replace("-", "_"),
            "numpy_g": s.activation_g.replace("-", "_"),
            "optimiser_d": optimiser.format("d.parameters()", "LR_D"),
            "optimiser_g": optimiser.format(parameters_g, "LR_G"),
            "optimiser_class": CLASSES[s.optimiser],
            "activations": "\n\n".join(
                _activation(name, activations[name], slopes)
                for name in dict.fromkeys((s.activation_d, s.activation_g))
            ),
            "of_real": by_slope(gamma, gammas[0], "slope_real"),
            "of_fake": by_slope(gamma_fake, gammas[1], "slope_fake"),
            "of_g": ", by_slope" if s.fold > 0 else ", 0 * by_x" if slopes else "",
            "slope_real": "slope_real" if slopes else "_",
            "slope_fake": "slope_fake" if slopes else "_",
            "d_fake": "_" if s.game.output == "critic" else "d_fake",
        }
    )


def _torch_optimiser(s: Settings) -> str:
    more = {
        "adam": f", betas=({s.beta1}, {s.beta2})",
        "sgd": f", momentum={s.beta1}" if s.beta1 else "",
        "rmsprop": f", alpha={s.beta2}",
    }
    return f"torch.optim.{CLASSES[s.optimiser]}({{}}, {{}}{more[s.optimiser]})"


def _activation(name: str, texts: Mapping[str, str], slopes: bool) -> str:
    """Return the function of an activation for NumPy."""
    head = f"def {name.replace('-', '_')}(s):"
    what = "value, slope and the slope's slope" if slopes else "value and slope"
    lines = [head, f'    """Return {what}."""']
    lines += [f"    {texts['before']}"] if "before" in texts else []
    returned = ("phi", "first", "second") if slopes else ("phi", "first")
    return "\n".join([*lines, f"    return {', '.join(texts[part] for part in returned)}", ""])


def _again(options: list[str]) -> str:
    """Return how to train the same run here, in lines."""
    short = [option for option in options if len(option) < 90]  # data of one's own stand below
    words = " ".join(["The same run: python -m gan1d train", *short])
    return textwrap.fill(words, WIDTH, break_on_hyphens=False, break_long_words=False)


def _numbers(names: str, rows: Array) -> str:
    """Return the assignment of the columns of an array, in as many lines as it takes."""
    texts = [[f"{number:.9g}" for number in row] for row in rows]
    line = f"{names} = np.array([{', '.join(f'[{chr(44).join(row)}]' for row in texts)}]).T"
    if len(line) <= WIDTH:
        return line.replace(",", ", ").replace(",  ", ", ")
    body = textwrap.fill(" ".join(" ".join(row) for row in texts), WIDTH)
    columns = rows.shape[1]
    return (
        f'NUMBERS = """\n{body}\n"""\n'
        f"{names} = np.array(NUMBERS.split(), float).reshape(-1, {columns}).T"
    )


def _data(data: catalogue.Distribution) -> Iterator[str]:
    """Give the lines that define the points X and the cdf F there."""
    if isinstance(data, Mixture):
        yield _numbers("WEIGHTS, MEANS, SDS", np.transpose(data.components))
        points = max(100, 4000 // len(data.components[0])) + 1
        yield f"X = np.unique(MEANS + np.linspace(-6, 6, {points})[:, None] * SDS)"
        yield "F = np.interp((X[:, None] - MEANS) / SDS, N, F_N) @ WEIGHTS"
    elif isinstance(data, Curve):
        yield _numbers("CORNERS, HEIGHTS", np.transpose(data.points))
        yield "X = np.unique(np.append(CORNERS, np.linspace(CORNERS[0], CORNERS[-1], 4001)))"
        yield "Y = np.interp(X, CORNERS, HEIGHTS)"
        yield "F = np.append(0, np.cumsum(np.diff(X) * (Y[1:] + Y[:-1]) / 2))"
    else:
        texts = _table("presets.toml")[data.spec]
        yield f"X = {texts['points']}"
        yield f"F = {texts['cdf']}"


def _chosen(program: str, flags: Collection[str]) -> str:
    """Return the lines of a program that stay under these flags."""

    def holds(word: str) -> bool:
        return (word.removeprefix("!") in flags) != word.startswith("!")

    kept, section = [], True
    for line in program.splitlines():
        code, mark, rule = line.partition("#:")
        stays = all(map(holds, rule.split()))
        if mark and not code.strip():
            section = stays
        elif section and stays:
            kept.append(code.rstrip())
    text = "\n".join(kept)
    if "math." not in text:
        text = text.replace("import math\n\n", "")
    return re.sub(r"\n{3,}", "\n\n\n", text).strip() + "\n"
