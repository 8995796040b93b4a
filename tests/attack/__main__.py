"""`make attack`: 200 random programmes against our disclosure control and weaker ones.

`python -m tests.attack 1000 --only guesses` only guesses, which is quicker than bounding
everything. Every fifty programmes it says what came so far. With `--kept FILE` each programme
leaves a line, and those that have one are not tried again: many programmes can be tried in pieces.
Such a file is of one state of the code.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Generic, TypeVar

os.environ["RECORD_SALT"] = "record salt of the attack, the same in every run of it"
os.environ["CELL_SALT"] = "cell salt of the attack, the same in every run of it too"
# One thread a worker: more would wait for each other.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

from tests.attack import guessing, trial
from tests.attack.guessing import Guesses
from tests.attack.on_demo import on_demo
from tests.attack.trial import OURS, Outcome

PROGRAMMES = 200
PARTS = ("bounds", "guesses", "demo")
TOLD_EVERY = 50
Found = TypeVar("Found", Outcome, Guesses)


@dataclass(frozen=True)
class Part(Generic[Found]):
    """What is done with each programme, by its seed, and what comes of it, by way to publish."""

    name: str
    try_one: Callable[[int], dict[str, Found]]
    found: type[Found]

    def tried(self, count: int, kept: Path | None) -> Iterator[tuple[int, dict[str, Found]]]:
        """Yield what each programme came to, those that have a line first."""
        known = dict(self._known(kept)) if kept is not None and kept.exists() else {}
        yield from ((seed, one) for seed, one in known.items() if seed < count)
        left = [seed for seed in range(count) if seed not in known]
        start = time.perf_counter()
        with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as workers:
            for seed, outcomes in zip(left, workers.map(self.try_one, left), strict=True):
                if kept is not None:
                    told = {way: asdict(outcome) for way, outcome in outcomes.items()}
                    with kept.open("a") as file:
                        file.write(json.dumps({"part": self.name, "seed": seed, **told}) + "\n")
                yield seed, outcomes
        used = sum(os.times()[:4])
        print(f"{self.name}: {time.perf_counter() - start:.0f} s, {used:.0f} s of processor")

    def _known(self, kept: Path) -> Iterator[tuple[int, dict[str, Found]]]:
        for line in kept.read_text().splitlines():
            told = json.loads(line)
            if told.pop("part") == self.name:
                seed = told.pop("seed")
                yield seed, {way: self.found(**each) for way, each in told.items()}


BOUNDS = Part("bounds", trial.in_turn, Outcome)
GUESSES = Part("guesses", guessing.in_turn, Guesses)


def main(count: int, parts: tuple[str, ...] = PARTS, kept: Path | None = None) -> int:
    """Print what is recovered and guessed; 1 if our control gave anything away."""
    gave_away = "bounds" in parts and bound(count, kept)
    if "guesses" in parts:
        guess(count, kept)
    if "demo" in parts:
        print(f"on the demo, {on_demo()}")
    return int(gave_away)


def bound(count: int, kept: Path | None) -> bool:
    """Print what is recovered by bounds, in each way to publish; whether ours gave anything."""
    totals: dict[str, Outcome] = {}
    for at, (seed, outcomes) in enumerate(BOUNDS.tried(count, kept), start=1):
        for method, outcome in outcomes.items():
            totals[method] = totals.get(method, Outcome()) + outcome
            if method in OURS and (outcome.gave_away or outcome.wrong):
                print(f"programme {seed}, {method}: {outcome}", flush=True)
        if at % TOLD_EVERY == 0 or at == count:
            for method, outcome in totals.items():
                print(f"{method}: {outcome}", flush=True)
    return any(totals[method].gave_away or totals[method].wrong for method in OURS)


def guess(count: int, kept: Path | None) -> None:
    """Print how much better than the base rate an attacker guesses, in each way to publish."""
    found: dict[str, list[Guesses]] = {}
    for at, (_seed, outcomes) in enumerate(GUESSES.tried(count, kept), start=1):
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


if __name__ == "__main__":
    asked = argparse.ArgumentParser(prog="python -m tests.attack")
    asked.add_argument("programmes", nargs="?", type=int, default=PROGRAMMES)
    asked.add_argument("--only", choices=PARTS)
    asked.add_argument("--kept", type=Path)
    own = asked.parse_args()
    sys.exit(main(own.programmes, (own.only,) if own.only else PARTS, own.kept))
