"""The example notebook does what it says. Jupyter is not needed: its cells are JSON and Python."""

import ast
import json
from pathlib import Path

import gan1d

NOTEBOOK = Path(gan1d.__file__).parents[1] / "assets" / "gan1d.ipynb"


def test_its_cells_run_and_a_run_shows_itself(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert notebook["nbformat"] == 4 and not any(cell["outputs"] for cell in cells)
    names: dict[str, object] = {}
    shown = []
    for cell in cells:
        body = ast.parse("".join(cell["source"])).body
        last = body.pop() if isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), "cell", "exec"), names)
        if last:
            shown.append(eval(compile(ast.Expression(last.value), "cell", "eval"), names))
    run, (numbers, health), history = shown[:3]
    assert run._repr_html_().startswith('<iframe srcdoc="&lt;!doctype html&gt;')
    assert health == "converged" and numbers["jsd64"] < 0.01 and len(history) == 7
    assert shown[3][0] > 0.1  # the paper's recipe, as the text says
    saved = {path.name for path in tmp_path.iterdir()}
    assert saved == {"run.html", "run.svg", "run.csv", "run.py", "run_np.py"}
