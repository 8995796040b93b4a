"""`make attack`: 200 random programmes against our disclosure control and two weaker ones."""

from __future__ import annotations

import os
import sys
import time

os.environ["RECORD_SALT"] = "record salt of the attack, the same in every run of it"
os.environ["CELL_SALT"] = "cell salt of the attack, the same in every run of it too"

from tests.attack.trial import Outcome, trial

PROGRAMMES = 200


def main(count: int) -> int:
    """Print what is recovered; 1 if our control gave anything away."""
    totals: dict[str, Outcome] = {}
    start = time.perf_counter()
    for seed in range(count):
        for method, outcome in trial(seed).items():
            totals[method] = totals.get(method, Outcome()) + outcome
        if sys.stderr.isatty():
            print(f"\r{seed + 1}/{count}", end="", file=sys.stderr)
    print(f"{count} programmes, {time.perf_counter() - start:.0f} s")
    for method, outcome in totals.items():
        print(f"{method:>12}: {outcome}")
    ours = totals["cell_key"]
    return int(ours.recovered > 0 or ours.wrong > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else PROGRAMMES))
