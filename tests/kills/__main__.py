"""`python -m tests.kills [N [SEED]]`: N processes killed while they write, on both databases."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from tests.databases import Server, sqlite_copy
from tests.kills.trial import REVISIONS, Outcome, migrations, prepare, writes

KILLS = 1000
MIGRATING = 10  # one of so many is killed while it migrates


def main(kills: int, seed: int = 7) -> int:
    """Print what was killed and acknowledged on each database; 0 if nothing was wrong."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    server = Server(folder / "data")
    wrong = 0
    try:
        for backend in ("sqlite", "postgresql"):
            each = kills // 2
            began = time.monotonic()
            url = server.create("kills") if backend == "postgresql" else f"sqlite:///{folder}/k.db"
            own = folder / backend
            own.mkdir()
            found = [writes(url, each - each // MIGRATING, seed, own)]
            copied = _on_postgresql(server) if backend == "postgresql" else _on_sqlite(own)
            found.append(migrations(copied, each // MIGRATING, seed, own))
            wrong += sum(tell(backend, one, time.monotonic() - began) for one in found)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return int(wrong > 0)


def tell(backend: str, found: Outcome, seconds: float) -> int:
    """Print an outcome; return how much was wrong."""
    print(
        f"{backend}: {sum(found.kills.values())} kills in {seconds:.0f} s {found.kills}; "
        f"acknowledged {found.acknowledged}; wrong: {len(found.wrong)}",
        flush=True,
    )
    for line in found.wrong[:20]:
        print("  ", line, flush=True)
    return len(found.wrong)


def _on_sqlite(folder: Path) -> Callable[[str], str]:
    for revision in REVISIONS:
        prepare(sqlite_copy("outcomes", folder / f"at{revision}.db"), revision)

    def copied(revision: str) -> str:
        path = folder / f"{uuid.uuid4().hex[:8]}.db"
        shutil.copyfile(folder / f"at{revision}.db", path)
        return f"sqlite:///{path}"

    return copied


def _on_postgresql(server: Server) -> Callable[[str], str]:
    for revision in REVISIONS:
        prepare(server.create(f"at{revision}", server.prepared("outcomes")), revision)
    return lambda revision: server.create(f"k{uuid.uuid4().hex[:8]}", f"at{revision}")


if __name__ == "__main__":
    sys.exit(main(*([int(one) for one in sys.argv[1:]] or [KILLS])))
