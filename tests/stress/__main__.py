"""`make stress`: thirty processes and three browsers save for two minutes, on each database."""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
import sys
import tempfile
from pathlib import Path

from sqlalchemy import Engine

from data_access.database import engine_for, migrate
from data_access.viewer import Viewer
from tests.databases import Server
from tests.stress import browsers
from tests.stress.jury import seat_jury
from tests.stress.writers import Written, events, lost, submitted_sheets, write_at

JURORS, NOMINATIONS, SECONDS = 30, 8, 120.0


def trial(url: str, folder: Path, seconds: float, jurors: int = JURORS) -> bool:
    """One database under all writers and browsers; whether nothing was lost."""
    engine = engine_for(url)
    migrate(engine)
    seated = seat_jury(engine, jurors + browsers.BROWSERS, NOMINATIONS)
    viewers, readers = seated[:jurors], seated[jurors:]
    engine.dispose()
    jobs = [(url, viewer, seed, seconds) for seed, viewer in enumerate(viewers)]
    # Each process opens its own connections, as each server process does; none is open before.
    with (
        multiprocessing.get_context("fork").Pool(jurors) as pool,
        browsers.opened(engine, url, folder, readers) as seen,
    ):
        working = pool.starmap_async(write_at, jobs, chunksize=1)
        browsers.work(seen, seconds)
        written = working.get()
        gone = [line for one in seen for line in browsers.lost(engine, one)]
        shown = sum(one.saves for one in seen)
    print(f"{engine.dialect.name}: {len(readers)} browsers, {shown} saves, {len(gone)} lost")
    for line in gone:
        print("LOST", line)
    return report(engine, viewers, written, seconds) and not gone


def report(
    engine: Engine,
    viewers: list[Viewer],
    written: list[Written],
    seconds: float,
) -> bool:
    """Print what was saved and how quickly; whether all of it stands."""
    saves, sheets = sum(w.saves for w in written), sum(w.submitted for w in written)
    took = sorted(second for w in written for second in w.took)
    gone = [
        line for viewer, w in zip(viewers, written, strict=True) for line in lost(engine, viewer, w)
    ]
    median, slow = (took[int(len(took) * share)] for share in (0.5, 0.99))
    print(
        f"{engine.dialect.name}: {len(written)} writers, {seconds:.0f} s, {saves} saves "
        f"({saves / seconds:.0f}/s), {sum(w.stale for w in written)} stale tabs told, "
        f"{sheets} sheets handed in, {len(gone)} lost; "
        f"median {1000 * median:.0f} ms, p99 {1000 * slow:.0f} ms, worst {took[-1]:.2f} s"
    )
    for line in gone:
        print("LOST", line)
    told = events(engine, "score_saved", {viewer.name for viewer in viewers})
    whole = told == saves and submitted_sheets(engine) == sheets
    if not whole:
        print("The log does not tell of every save.")
    return whole and not gone


def main() -> int:
    """Both databases; 0 if nothing was lost."""
    options = argparse.ArgumentParser(prog="python -m tests.stress", description=__doc__)
    options.add_argument("--seconds", type=float, default=SECONDS)
    seconds = options.parse_args().seconds
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    server = Server(folder / "data")
    try:
        urls = (f"sqlite:///{folder / 'stress.db'}", server.create("stress"))
        held = [trial(url, folder, seconds) for url in urls]
        return int(not all(held))
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
