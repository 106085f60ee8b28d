"""The metrics of every frame as a table: CSV for a spreadsheet, Parquet for a program."""

import csv
import json
from collections.abc import Iterable
from io import BytesIO, StringIO
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from gan1d.export import Report, quiet
from gan1d.frames.diagnosis import HEALTH
from gan1d.frames.recording import FIELDS, LAYOUT, Recording
from gan1d.links import Event, to_options, to_query
from gan1d.runs.script import Run
from gan1d.settings import Settings

UNITS = {
    "step": "steps",
    **dict.fromkeys(("jsd", "jsd64", "value", "value_real", "value_fake", "cost"), "nats"),
    **dict.fromkeys(("w1", "mean_model", "sd_model", "swing"), "units of x"),
}  # the rest are pure numbers


def units(settings: Settings, events: Iterable[Event] = ()) -> dict[str, str]:
    """Return the unit of each column that has one; a loss is in nats if it is a cross-entropy's.

    Args:
        settings: Of the run.
        events: Of the run; if one of them changes the game, the losses have no unit.
    """
    logit = settings.game.has_value and not any(event.name == "loss" for event in events)
    return UNITS | dict.fromkeys(("loss_d", "loss_g"), "nats") if logit else UNITS


def columns(recording: Recording) -> dict[str, list[Any]]:
    """Return the table by column: step, half, health, then every metric, oldest frame first.

    `half` is 0 after a whole step, 1 after an update of D alone, 2 after one of G alone; None
    stands where a loss has no such number.
    """
    rows = recording.rows(recording.first, recording.stop)
    table: dict[str, list[Any]] = {
        "step": rows[:, LAYOUT["step"]].astype(int).tolist(),
        "half": rows[:, LAYOUT["half"]].astype(int).tolist(),
        "health": [HEALTH[int(place)] for place in rows[:, LAYOUT["health"]]],
    }
    for name in FIELDS:
        numbers = rows[:, LAYOUT["field"][name]]
        table[name] = [number if np.isfinite(number) else None for number in numbers]
    return table


def as_csv(run: Run, report: Report = quiet) -> bytes:
    """Return a CSV file, in UTF-8; above the names stand, behind a #, the run and the units."""
    table = columns(run.recording)
    text = StringIO()
    end = "" if run.stop else f"  # to step {run.frame.step}"
    text.write(f"# python -m gan1d train {' '.join(to_options(run.settings, run.events))}{end}\n")
    known = units(run.settings, run.events)
    text.write(
        f"# units: {', '.join(f'{name} in {known[name]}' for name in table if name in known)}\n"
    )
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table)
    writer.writerows(zip(*table.values(), strict=True))
    return text.getvalue().encode()


def as_parquet(run: Run, report: Report = quiet) -> bytes:
    """Return a Parquet file; each column's metadata has its `unit`, the table's has the run."""
    table, known = columns(run.recording), units(run.settings, run.events)
    kinds = {"step": pa.int32(), "half": pa.int8(), "health": pa.string()}
    fields = [
        pa.field(
            name,
            kinds.get(name, pa.float32()),
            metadata={"unit": known[name]} if name in known else None,
        )
        for name in table
    ]
    about = {
        "settings": json.dumps(run.settings.to_json()),
        "events": ",".join(map(str, run.events)),
        "query": to_query(run.settings, run.events),
    }
    file = BytesIO()
    pq.write_table(pa.table(table, schema=pa.schema(fields, metadata=about)), file)
    return file.getvalue()
