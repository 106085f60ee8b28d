"""The app in a process of its own, which ends with the one that started it.

`python -m gan1d.benchmarks.app_alone PORT` is `streamlit run app.py` on the loopback at that port,
until its stdin is closed, as it also is when the other process is killed.
"""

import os
import runpy
import sys
from pathlib import Path
from threading import Thread

APP = Path(__file__).parents[2] / "app.py"


def _end_with_starter() -> None:
    # not by its buffer: that has a lock
    while os.read(0, 1):
        pass
    os._exit(0)  # the processes that train see their stdin closed, and end, too


if __name__ == "__main__":
    Thread(target=_end_with_starter, daemon=True).start()
    os.chdir(APP.parent)  # where Streamlit looks for its settings
    flags = {"headless": "true", "address": "127.0.0.1", "port": sys.argv[1]}
    sys.argv = ["streamlit", "run", str(APP)]
    sys.argv += [f"--server.{name}={value}" for name, value in flags.items()]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
