"""How long it takes to begin: the command line, and a server until it answers."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys

from tests.bench import servers
from tests.bench.measuring import Record, memory, watched

COMMANDS = {
    "--help": ["--help"],
    "an answer": ["answer", "labour.vacancies", "--as", "visitor", "--json"],
}
ROUNDS = 3


def main(record: Record, database: str) -> None:
    """Start each some times; the median."""
    record.begin("Starting")
    environment = {**os.environ, "DATABASE_URL": database}
    for what, words in COMMANDS.items():
        command = [sys.executable, "-m", "data_access", *words]
        taken, others = [], []
        for _ in range(ROUNDS):
            with watched() as watch:
                subprocess.run(command, check=True, capture_output=True, env=environment)
            taken.append(watch.wall)
            others.append(watch)
        record.add(f"python -m data_access {what}", statistics.median(taken), "s", others[-1])
    with watched() as watch, servers.ours(database) as (server,):
        private, shared = memory(server.pid)
    record.add("a server until it answers", server.started, "s", watch)
    record.add("its private memory before the first reader", private, "MB")
    record.add("its shared memory before the first reader", shared, "MB")
