"""Import and undo of a whole programme: rows a second, CPU and the most memory held.

Each in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path

from data_access.database import engine_for
from data_access.imports.undo import undo
from tests.bench.measuring import Record, watched
from tests.bench.programmes import OPERATOR, imported

STEPS = ("import", "undo", "again")


def main(record: Record, database: str, files: Path, size: str) -> None:
    """Import, undo, and import again, which leaves the database filled for what follows."""
    kind = database.partition(":")[0]
    command = [sys.executable, "-m", "tests.bench.imports", database, str(files)]
    with watched() as watch:
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    for line in done.stdout.splitlines():
        step, rows, wall, cpu, grown = json.loads(line)
        label = f"{size} {kind}, {step}"
        record.add(f"{label}, rows a second", rows / wall, "rows/s", watch, f"{rows:,} rows")
        record.add(f"{label}, rows a second of CPU", rows / cpu, "rows/s", watch)
        record.add(f"{label}, memory over idle", grown, "MB", watch)


def steps(database: str, files: Path) -> None:
    """Take the steps in this process; print each one's figures as JSON."""
    engine = engine_for(database)
    paths = sorted(files.glob("*.csv"))
    imported(engine, [])  # migrates, and has everything loaded
    idle, rows, batch = peak(), 0, 0
    for step in STEPS:
        wall, cpu = time.perf_counter(), time.process_time()
        if step == "undo":
            undo(engine, batch, OPERATOR)
        else:
            report = imported(engine, paths)
            rows, batch = report.accepted, report.batch or 0
        figures = [step, rows, time.perf_counter() - wall, time.process_time() - cpu]
        print(json.dumps([*figures, peak() - idle]), flush=True)


def peak() -> float:
    """Return the most memory this process has held, in MB; `getrusage` counts its parent's too."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


if __name__ == "__main__":
    steps(sys.argv[1], Path(sys.argv[2]))
