"""A hundred readers for twenty minutes on four processes: errors, and whether memory grows."""

from __future__ import annotations

import asyncio

from tests.bench import servers
from tests.bench.measuring import Record, memory, quantiles, watched
from tests.bench.pages import COMPARED, STORED
from tests.bench.readers import at_once
from tests.bench.servers import Server

READERS, PROCESSES = 100, 4
BEGUN, LONG = 120.0, 1080.0  # seconds: until everything was looked at once, and from then on


def main(record: Record, database: str) -> None:
    """Keep the waiting of a long crowd, its errors, and the growth of private memory."""
    record.begin(f"{READERS} readers, {PROCESSES} processes, twenty minutes")
    with servers.ours(database, PROCESSES) as four:
        urls = [server.url for server in four]
        asyncio.run(at_once(urls, COMPARED, STORED, READERS, BEGUN))
        before = private(four)
        with watched() as watch:
            runs = asyncio.run(at_once(urls, COMPARED, STORED, READERS, LONG))
        after = private(four)
    middle, high = quantiles(runs.seconds)
    record.add("runs", len(runs.seconds), "runs", watch)
    record.add("runs, p50", 1000 * middle, "ms", watch)
    record.add("runs, p95", 1000 * high, "ms", watch)
    record.add("errors", len(runs.errors), "errors", watch, runs.errors[0] if runs.errors else "")
    record.add("private memory after two minutes", before, "MB")
    record.add("private memory at the end", after, "MB")
    record.add("private memory, growth", 100 * (after / before - 1), "%")


def private(of: list[Server]) -> float:
    """Return the private memory of all processes together, in MB."""
    return sum(memory(server.pid)[0] for server in of)
