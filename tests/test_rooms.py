"""The rule of the folders: arrows run down, in every file of both languages."""

import ast
import posixpath
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import gan1d

HOUSE = Path(gan1d.__file__).parent

# Top first: a room may import those below it and itself, never those above.
PYTHON = [
    "app",
    "__main__",
    "__init__",
    "page",
    "server",
    "benchmarks",
    "sweep",
    "story",
    "export",
    "figure1",
    "runs",
    "frames",
    "saved",
    "links",
    "stopping",
    "bookmarks",
    "recipes",
    "training",
    "settings",
    "losses",
    "data",
    "words",
    "limits",
]
PLAYER = [
    "replay",
    "stage",
    "story",
    "own",
    "pair",
    "export",
    "place",
    "controls",
    "picture",
    "run",
    "maths",
    "base",
    "ports",
    "messages",
]

# the only files that name PyTorch
TORCH = {"losses.py", "training/by_autograd.py", "benchmarks/speed.py"}
STREAMLIT = {"app", "page", "server"}  # the only rooms that name Streamlit, Starlette or Plotly
SPEAKS_TO_STREAMLIT = "benchmarks/raw_pages.py"  # in a process of its own, as a browser does


def room_of(file: str) -> str:
    """Return the room of a file named from the top of its house: its folder, or itself."""
    return file.partition("/")[0].partition(".")[0]


def python_files() -> dict[str, str]:
    """Return the text of every Python file of the house, and of its door, by name."""
    files = {path.relative_to(HOUSE).as_posix(): path for path in HOUSE.rglob("*.py")}
    return {
        name: path.read_text()
        for name, path in (files | {"app.py": HOUSE.parent / "app.py"}).items()
    }


def player_files() -> dict[str, str]:
    """Return the text of every module of the player, by name."""
    player = HOUSE / "player"
    return {
        path.relative_to(player).as_posix(): path.read_text()
        for path in player.rglob("*.*s")
        if path.suffix in (".js", ".ts") and "vendor" not in path.parts
    }


def python_imports(text: str) -> Iterator[str]:
    """Return the modules that a file names in its imports, also late ones."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module and not node.level, "imports are absolute"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def broken(files: dict[str, str], order: list[str]) -> list[str]:
    """Return every import that runs up, as "file -> room"."""
    found = []
    for file, text in files.items():
        if file.endswith(".py"):
            named = (name.split(".") for name in python_imports(text))
            used = {name[1] for name in named if name[0] == "gan1d" and len(name) > 1}
            used &= set(order)
        else:
            paths = re.findall(r"(?:from |import )\"(\.[^\"]+)\"", text)
            used = {room_of(posixpath.normpath(posixpath.join(file, "..", path))) for path in paths}
        here = order.index(room_of(file))
        found += [f"{file} -> {room}" for room in used if order.index(room) < here]
    return found


def loaded(module: str, *forbidden: str) -> list[str]:
    """Return which of the forbidden modules a fresh Python has after importing one."""
    code = (
        "import sys, types, importlib;"
        f"house = types.ModuleType('gan1d'); house.__path__ = [{str(HOUSE)!r}];"
        "sys.modules['gan1d'] = house;"  # the room alone, not what the public face lets in
        f"importlib.import_module({module!r});"
        f"print(*[name for name in {forbidden!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.parametrize("files, order", [(python_files(), PYTHON), (player_files(), PLAYER)])
def test_every_file_is_in_a_room_and_every_room_has_files(files, order):
    assert {room_of(file) for file in files} == set(order)


@pytest.mark.parametrize("files, order", [(python_files(), PYTHON), (player_files(), PLAYER)])
def test_arrows_run_down(files, order):
    assert broken(files, order) == []


def test_the_rule_can_fail():
    up = {"words/__init__.py": "def late():\n    from gan1d.page import stage"}
    assert broken(up, PYTHON) == ["words/__init__.py -> page"]
    assert broken({"run/clock.js": 'import { s } from "../stage.js";'}, PLAYER) == [
        "run/clock.js -> stage"
    ]
    with pytest.raises(AssertionError, match="absolute"):
        broken({"words/texts.py": "from ..page import stage"}, PYTHON)


def test_only_the_reference_names_torch_and_only_the_page_and_its_routes_streamlit():
    for file, text in python_files().items():
        packages = {name.split(".")[0] for name in python_imports(text)}
        assert ("torch" in packages) <= (file in TORCH), file
        web = packages & {"streamlit", "starlette", "plotly"}
        assert bool(web) <= (room_of(file) in STREAMLIT or file == SPEAKS_TO_STREAMLIT), file


def test_the_process_that_trains_loads_no_torch_no_page_and_no_words():
    unwanted = ("torch", "streamlit", "plotly", "starlette", "latex2mathml", "gan1d.words")
    assert loaded("gan1d.server.worker", *unwanted) == []
    assert loaded("gan1d.frames.recording", *unwanted) == []


def test_the_test_above_can_fail():
    assert loaded("gan1d.training.by_autograd", "torch", "streamlit") == ["torch"]
    assert loaded("gan1d.words", "gan1d.words", "torch") == ["gan1d.words"]


def test_the_map_names_what_is_there() -> None:
    text = (HOUSE / "README.md").read_text()
    named = {
        name for name in re.findall(r"`([\w/]+(?:\.\w+)+|[\w/]+/)`", text) if "NAME" not in name
    }
    places = [HOUSE, HOUSE / "player", HOUSE.parent]
    missing = [name for name in named if not any((place / name).exists() for place in places)]
    assert missing == [] and len(named) > 30
    symbols = re.findall(r"`(\w+)` of\s+`([\w/]+\.(?:py|js))`", text)
    assert len(symbols) > 6
    assert [name for name, file in symbols if name not in (HOUSE / file).read_text()] == []
    rooms = {room for room in PYTHON if room not in ("app", "__init__")} | {"player"}
    assert [room for room in rooms if not re.search(rf"`{room}(/|\.py)`", text)] == []
