"""A release: made at once, then the fixed scopes computed ahead; what readers below monitor read.

In a process of its own, as the command line does it, so that its memory is its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time

from sqlalchemy import func, select

from data_access.database import engine_for
from data_access.releases import ahead, making
from data_access.tables import ReleaseSnapshot, StoredAnswer
from tests.bench.imports import peak
from tests.bench.measuring import Record, watched
from tests.bench.programmes import OPERATOR

MB = 1e6


def main(record: Record, database: str, size: str) -> None:
    """Publish, and say what that cost and what is kept."""
    command = [sys.executable, "-m", "tests.bench.releases", database]
    with watched() as watch:
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    kind = database.partition(":")[0]
    for line in done.stdout.splitlines():
        step, wall, cpu, grown = json.loads(line)
        record.add(f"{size} {kind}, {step}", wall, "s", watch, f"{cpu:.1f} s of CPU")
        record.add(f"{size} {kind}, {step}, memory over idle", grown, "MB", watch)
    with engine_for(database).connect() as connection:
        held = select(func.count(), func.sum(func.length(StoredAnswer.content)))
        answers, content = connection.execute(held).one()
        data = connection.scalar(select(func.sum(func.length(ReleaseSnapshot.content))))
    record.add(f"{size} {kind}, answers stored", answers, "answers")
    record.add(f"{size} {kind}, answers stored take", (content or 0) / MB, "MB")
    record.add(f"{size} {kind}, data kept with the release", (data or 0) / MB, "MB")


def steps(database: str) -> None:
    """Take the steps in this process; print each one's figures as JSON."""
    engine = engine_for(database)
    with engine.connect():
        idle = peak()
    for step, take in (
        ("release made", lambda: making.make(engine, OPERATOR)),
        ("fixed scopes computed", lambda: ahead.fill(engine, OPERATOR.name)),
    ):
        wall, cpu = time.perf_counter(), time.process_time()
        take()
        figures = [step, time.perf_counter() - wall, time.process_time() - cpu, peak() - idle]
        print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    steps(sys.argv[1])
