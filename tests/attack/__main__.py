"""`make attack`: 200 random programmes against our disclosure control and three weaker ones."""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor

os.environ["RECORD_SALT"] = "record salt of the attack, the same in every run of it"
os.environ["CELL_SALT"] = "cell salt of the attack, the same in every run of it too"

from tests.attack.on_demo import on_demo
from tests.attack.trial import OURS, Outcome, trial

PROGRAMMES = 200


def main(count: int) -> int:
    """Print what is recovered; 1 if our control gave anything away."""
    totals: dict[str, Outcome] = {}
    start = time.perf_counter()
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        for at, outcomes in enumerate(workers.map(trial, range(count)), start=1):
            for method, outcome in outcomes.items():
                totals[method] = totals.get(method, Outcome()) + outcome
                if method in OURS and (outcome.gave_away or outcome.wrong):
                    print(f"programme {at - 1}, {method}: {outcome}", flush=True)
            if sys.stderr.isatty():
                print(f"\r{at}/{count}", end="", file=sys.stderr)
    print(f"{count} programmes, {time.perf_counter() - start:.0f} s")
    for method, outcome in totals.items():
        print(f"{method}: {outcome}")
    print(f"on the demo, {on_demo()}")
    return int(any(totals[method].gave_away or totals[method].wrong for method in OURS))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else PROGRAMMES))
