"""`python -m tests.kills [N [SEED]]`: N processes killed while they write, on both databases.

They are killed in rounds on new databases, and each round is told, so that a run that is cut tells
something as well.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.databases import Server, sqlite_copy
from tests.kills.trial import REVISIONS, Outcome, migrations, prepare, writes

KILLS = 1000
ROUND = 50  # on each database
MIGRATING = 10  # one of so many is killed while it migrates


def main(kills: int = KILLS, seed: int = 7) -> int:
    """Print what was killed and acknowledged on each database; 0 if nothing was wrong."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    server = Server(folder / "data")
    totals = {"sqlite": Outcome(), "postgresql": Outcome()}
    began = time.monotonic()
    try:
        copied = {"sqlite": _on_sqlite(folder), "postgresql": _on_postgresql(server)}
        left, turn = kills // 2, 0
        while left:
            each = min(ROUND, left)
            for backend, total in totals.items():
                own = folder / f"{backend}{turn}"
                own.mkdir()
                url = f"sqlite:///{own}/k.db"
                if backend == "postgresql":
                    url = server.create(f"kills{turn}")
                total.add(writes(url, each - each // MIGRATING, seed + turn, own))
                total.add(migrations(copied[backend], each // MIGRATING, seed + turn, own))
                shutil.rmtree(own)
                tell(backend, total, time.monotonic() - began)
            left, turn = left - each, turn + 1
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return int(any(total.wrong for total in totals.values()))


def tell(backend: str, found: Outcome, seconds: float) -> None:
    """Print what came so far on a database."""
    print(
        f"{backend}: {sum(found.kills.values())} kills within {seconds:.0f} s {found.kills}; "
        f"acknowledged {found.acknowledged}; wrong: {len(found.wrong)}",
        flush=True,
    )
    for line in found.wrong[:20]:
        print("  ", line, flush=True)


def _on_sqlite(folder: Path) -> Callable[[str], str]:
    for revision in REVISIONS:
        prepare(sqlite_copy("outcomes", folder / f"at{revision}.db"), revision)
    return partial(_copied, folder)


def _copied(folder: Path, revision: str) -> str:
    path = folder / f"{uuid.uuid4().hex[:8]}.db"
    shutil.copyfile(folder / f"at{revision}.db", path)
    return f"sqlite:///{path}"


def _on_postgresql(server: Server) -> Callable[[str], str]:
    for revision in REVISIONS:
        prepare(server.create(f"at{revision}", server.prepared("outcomes")), revision)
    return lambda revision: server.create(f"k{uuid.uuid4().hex[:8]}", f"at{revision}")


if __name__ == "__main__":
    sys.exit(main(*(int(one) for one in sys.argv[1:])))
