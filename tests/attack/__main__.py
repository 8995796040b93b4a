"""`make attack`: 200 random programmes against our disclosure control and weaker ones.

`python -m tests.attack 1000 bounds` only bounds everything, `… guesses` only guesses, the quicker.
Every fifty programmes it says what came so far, so that a run that is cut tells something as well.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

os.environ["RECORD_SALT"] = "record salt of the attack, the same in every run of it"
os.environ["CELL_SALT"] = "cell salt of the attack, the same in every run of it too"
# One thread a worker: more would wait for each other.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

from tests.attack import guessing
from tests.attack.on_demo import on_demo
from tests.attack.trial import OURS, Outcome, in_turn

PROGRAMMES = 200
PARTS = ("bounds", "guesses", "demo")
TOLD_EVERY = 50
Each = TypeVar("Each")


def main(count: int, *parts: str) -> int:
    """Print what is recovered and guessed; 1 if our control gave anything away."""
    wanted = parts or PARTS
    gave_away = "bounds" in wanted and bound(count)
    if "guesses" in wanted:
        guess(count)
    if "demo" in wanted:
        print(f"on the demo, {on_demo()}")
    return int(gave_away)


def bound(count: int) -> bool:
    """Print what is recovered by bounds, in each way to publish; whether ours gave anything."""
    totals: dict[str, Outcome] = {}
    for at, outcomes in enumerate(one_by_one(in_turn, count), start=1):
        for method, outcome in outcomes.items():
            totals[method] = totals.get(method, Outcome()) + outcome
            if method in OURS and (outcome.gave_away or outcome.wrong):
                print(f"programme {at - 1}, {method}: {outcome}", flush=True)
        if at % TOLD_EVERY == 0 or at == count:
            for method, outcome in totals.items():
                print(f"{method}: {outcome}", flush=True)
    return any(totals[method].gave_away or totals[method].wrong for method in OURS)


def guess(count: int) -> None:
    """Print how much better than the base rate an attacker guesses, in each way to publish."""
    found: dict[str, list[guessing.Guesses]] = {}
    for at, outcomes in enumerate(one_by_one(guessing.in_turn, count), start=1):
        for way, outcome in outcomes.items():
            found.setdefault(way, []).append(outcome)
        if at % TOLD_EVERY == 0 or at == count:
            for way, each in found.items():
                print(f"{way}: {guessing.told(each)}", flush=True)
    for cycles in (1, 3, 24):
        print(f"{cycles} looks at ten invented people more: {guessing.by_cycles(cycles)}")
    for exact in (False, True):
        print(f"means with one person more, {'exact' if exact else 'ours'}: ", end="")
        print(guessing.by_one_more(exact=exact))


def one_by_one(trial: Callable[[int], Each], count: int) -> Iterator[Each]:
    """Yield what each programme comes to, in their order; say how many are done, and how long."""
    start = time.perf_counter()
    with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as workers:
        for at, outcome in enumerate(workers.map(trial, range(count)), start=1):
            yield outcome
            if at % TOLD_EVERY == 0 or at == count:
                print(
                    f"{at} of {count} programmes, {time.perf_counter() - start:.0f} s", flush=True
                )
    print(f"CPU: {sum(os.times()[:4]):.0f} s", flush=True)


if __name__ == "__main__":
    programmes = int(sys.argv[1]) if len(sys.argv) > 1 else PROGRAMMES
    sys.exit(main(programmes, *sys.argv[2:]))
