"""`make attack`: 200 random programmes against our disclosure control and weaker ones.

`python -m tests.attack 1000 guesses` only guesses, which is far quicker than bounding everything.
"""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor

os.environ["RECORD_SALT"] = "record salt of the attack, the same in every run of it"
os.environ["CELL_SALT"] = "cell salt of the attack, the same in every run of it too"

from tests.attack import guessing
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
    guess(count)
    print(f"on the demo, {on_demo()}")
    return int(any(totals[method].gave_away or totals[method].wrong for method in OURS))


def guess(count: int) -> int:
    """Print how much better than the base rate an attacker guesses, in each way to publish."""
    totals: dict[str, guessing.Guesses] = {}
    start = time.perf_counter()
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        for outcomes in workers.map(guessing.trial, range(count)):
            for way, outcome in outcomes.items():
                totals[way] = totals.get(way, guessing.Guesses()) + outcome
    print(f"{count} programmes guessed, {time.perf_counter() - start:.0f} s")
    for way, outcome in totals.items():
        print(f"{way}: {outcome}")
    for cycles in (1, 3, 24):
        print(f"{cycles} looks at ten invented people more: {guessing.by_cycles(cycles)}")
    for exact in (False, True):
        print(f"means with one person more, {'exact' if exact else 'ours'}: ", end="")
        print(guessing.by_one_more(exact=exact))
    return 0


if __name__ == "__main__":
    programmes = int(sys.argv[1]) if len(sys.argv) > 1 else PROGRAMMES
    sys.exit((guess if sys.argv[2:] == ["guesses"] else main)(programmes))
