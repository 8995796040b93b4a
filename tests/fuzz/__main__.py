"""`python -m tests.fuzz [N] [--kept FILE]`: N damaged files; 0 if nothing was misread in silence.

With `--kept` it goes on where a run that was ended stopped.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.fuzz.trial import Found, Trial

FILES = 20_000
EVERY = 100  # files between two lines of what was kept


def main() -> int:
    """Print each thing that was wrong, and what was tried."""
    options = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    options.add_argument("files", nargs="?", type=int, default=FILES)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--kept", type=Path)
    asked = options.parse_args()
    done = (
        [json.loads(line) for line in asked.kept.open()]
        if asked.kept and asked.kept.exists()
        else []
    )
    first = max((one["next"] for one in done), default=asked.first)
    totals = done[-1]["totals"] if done else {"stored": 0, "wrong": 0, "seconds": 0.0, "memory": 0}
    with tempfile.TemporaryDirectory() as folder:
        for found in Trial(Path(folder)).each(range(first, asked.first + asked.files)):
            totals["stored"] += found.stored
            totals["wrong"] += found.wrong is not None
            totals["seconds"] = max(totals["seconds"], found.seconds)
            totals["memory"] = max(totals["memory"], found.memory)
            if found.wrong:
                print(f"{found.seed} {found.about}: {found.wrong}", flush=True)
            if asked.kept and (found.wrong or found.seed % EVERY == EVERY - 1):
                _keep(asked.kept, found, totals)
    print(f"{asked.files} files: {totals}")
    return int(totals["wrong"] > 0)


def _keep(path: Path, found: Found, totals: dict[str, float]) -> None:
    about = asdict(found) if found.wrong else {}
    with path.open("a") as kept:
        print(json.dumps({"next": found.seed + 1, "totals": totals} | about), file=kept)


if __name__ == "__main__":
    sys.exit(main())
