"""The walls of the house: torch is needed by the reference alone, Streamlit from ui on."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import gan1d

ROOM = Path(gan1d.__file__).parent
WITH_TORCH = {"objectives", "autograd"}
# Each room may import those before it, never those after.
ORDER = [
    "continuous",
    "normals",
    "distributions",
    "settings",
    "links",
    "dirac",
    "density",
    "metrics",
    "diagnosis",
    "gallery",
    "networks",
    "objectives",
    "sampling",
    "training",
    "autograd",
    "activations",
    "fast_nets",
    "fast",
    "ensemble",
    "recording",
    "timeline",
    "running",
    "optimum",
    "figure1",
    "printing",
    "claims",
    "lesson",
    "scheduling",
    "live",
    "benchmarking",
    "timing",
]


def _imports(path):
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _loaded(modules, *forbidden):
    """Return which of the forbidden packages a fresh Python has after importing some rooms."""
    code = (
        "import sys, types, importlib;"
        f"house = types.ModuleType('gan1d'); house.__path__ = [{str(ROOM)!r}];"
        "sys.modules['gan1d'] = house;"  # the room alone, not what the front door lets in
        f"[importlib.import_module(name) for name in {modules.split()!r}];"
        f"print(*[name for name in {forbidden!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_every_room_is_in_the_order():
    rooms = {path.stem for path in ROOM.glob("*.py")} - {"__init__", "__main__"}
    assert rooms == set(ORDER)


@pytest.mark.parametrize("room", ORDER)
def test_rooms_import_only_what_stands_before_them(room):
    before = set(ORDER[: ORDER.index(room)])
    used = {name.split(".")[1] for name in _imports(ROOM / f"{room}.py") if "gan1d." in name}
    assert used & set(ORDER) <= before


@pytest.mark.parametrize("room", ORDER)
def test_only_the_nets_rooms_name_torch_and_none_names_streamlit(room):
    packages = {name.split(".")[0] for name in _imports(ROOM / f"{room}.py")}
    assert "streamlit" not in packages and "plotly" not in packages
    assert ("torch" in packages) <= (room in WITH_TORCH)


def test_exact_densities_load_without_torch_and_the_engine_without_streamlit():
    assert _loaded("gan1d.metrics gan1d.diagnosis gan1d.settings", "torch", "streamlit") == []
    assert _loaded("gan1d.live", "torch", "streamlit", "plotly", "starlette") == []


def test_the_test_above_can_fail():
    assert _loaded("gan1d.autograd", "torch", "streamlit") == ["torch"]
    assert _loaded("gan1d.ui.wire", "torch", "json") == ["json"]
