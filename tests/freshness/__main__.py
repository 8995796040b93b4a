"""`python -m tests.freshness [N]`: four processes write and read; 0 if nothing shown was stale."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from data_access.database import engine_for, migrate
from tests.databases import Server
from tests.freshness.trial import run

TIMES = 1000


def main() -> int:
    """One database; a line of what was done, and each thing that was stale."""
    options = argparse.ArgumentParser(prog="python -m tests.freshness", description=__doc__)
    options.add_argument("times", nargs="?", type=int, default=TIMES)
    options.add_argument("--postgresql", action="store_true")
    options.add_argument("--seed", type=int, default=7)
    asked = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="fresh"))
    server = Server(folder / "data") if asked.postgresql else None
    try:
        url = server.create("fresh") if server else f"sqlite:///{folder / 'fresh.db'}"
        engine, began = engine_for(url), time.monotonic()
        migrate(engine)
        found = run(engine, folder, asked.times, asked.seed)
        kinds = ", ".join(f"{count} {kind}s" for kind, count in sorted(found.acts.items()))
        print(
            f"{sum(found.acts.values())} interleavings ({kinds}) in "
            f"{time.monotonic() - began:.0f} s; {found.beside} reruns beside them, "
            f"{found.after} after; {len(found.stale)} stale"
        )
        print("\n".join(found.stale[:10]))
        return int(bool(found.stale))
    finally:
        if server:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
