"""Simulated juries: what each nomination truly deserves, and the sheets that jurors give it.

A score on a criterion is θ + δ (the nomination, and the nomination on this criterion) + β (the
juror's severity) + ε, on 0 to 100. A sheet is the weighted sum, which is METHODS' model: its θ is
the weighted truth. Fields are as close as those of real awards; half of them very close.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

WEIGHTS = {"a": 25.0, "b": 20.0, "c": 20.0, "d": 15.0, "e": 10.0, "f": 10.0}
CLOSE, WIDE = 3.0, 10.0  # standard deviation of θ among the nominations of a field
OWN = 5.0  # of a nomination's truth on one criterion
SEVERITY = 8.0
NOISE = 14.0  # of one score; a sheet's is about 6
ERRATIC = 3.0  # times the noise of others
LENIENT = 20.0


@dataclass(frozen=True)
class Kind:
    """A kind of jury: how many read how many, and what is wrong with its first jurors."""

    name: str
    readers: int  # of each nomination; all jurors in a complete design
    jurors: int = 6
    nominations: int = 8
    erratic: int = 0
    lazy: int = 0
    lenient: int = 0


KINDS = (
    Kind("complete", readers=6),
    Kind("incomplete, 4 of 8 jurors each", readers=4, jurors=8),
    Kind("incomplete, 3 of 8 jurors each", readers=3, jurors=8),
    Kind("incomplete, 2 lenient jurors", readers=4, jurors=8, lenient=2),
    Kind("incomplete, 2 erratic jurors", readers=4, jurors=8, erratic=2),
    Kind("incomplete, 2 lazy jurors", readers=4, jurors=8, lazy=2),
)
# Those whose scores follow METHODS' model: severity is a juror's own number, noise is the same.
HOLDS = KINDS[:4]


@dataclass(frozen=True)
class Jury:
    """The sheets of a jury and the truth behind them.

    `scores`: nomination, juror, criterion, value, skipped; `sheets`: nomination, juror, points.
    """

    truth: dict[str, float]
    scores: pd.DataFrame
    sheets: pd.DataFrame


def drawn(kind: Kind, seed: int) -> Jury:
    """Draw one jury; the same seed draws the same one."""
    chance = np.random.default_rng([seed, kind.readers, kind.jurors])
    n, j, weights = kind.nominations, kind.jurors, np.array(list(WEIGHTS.values())) / 100
    spread = CLOSE if chance.random() < 0.5 else WIDE
    theta = chance.normal(55, spread, n)
    own = theta[:, None] + chance.normal(0, OWN, (n, len(weights)))
    severity = chance.normal(0, SEVERITY, j)
    severity[: kind.lenient] += LENIENT
    noise = np.full(j, NOISE)
    noise[kind.lenient : kind.lenient + kind.erratic] *= ERRATIC
    at, who = np.nonzero(assigned(chance, n, j, kind.readers))
    values = (
        own[at]
        + severity[who, None]
        + chance.normal(0, 1, (len(at), len(weights))) * (noise[who, None])
    )
    lazy = (who >= kind.lenient + kind.erratic) & (who < kind.lenient + kind.erratic + kind.lazy)
    # The same level for everything, with hardly a thought.
    values[lazy] = 60 + severity[who[lazy], None] + chance.normal(0, 1, values[lazy].shape)
    names = np.array([f"N{i}" for i in range(n)])
    readers = np.array([f"J{i}" for i in range(j)])
    sheets = pd.DataFrame(
        {"nomination": names[at], "juror": readers[who], "points": values @ weights}
    )
    scores = pd.DataFrame(
        {
            "nomination": np.repeat(names[at], len(weights)),
            "juror": np.repeat(readers[who], len(weights)),
            "criterion": np.tile(list(WEIGHTS), len(at)),
            "value": values.ravel(),
            "skipped": False,
        }
    )
    return Jury(dict(zip(names, own @ weights, strict=True)), scores, sheets)


def assigned(chance: np.random.Generator, n: int, j: int, readers: int) -> np.ndarray:
    """Return who reads what: each nomination `readers` jurors, loads within one, in a random order.

    Neighbours on the circle share jurors, so that the design is connected.
    """
    pairs = np.zeros((n, j), dtype=bool)
    for at, nomination in enumerate(chance.permutation(n)):
        start = at * j // n if readers < j else 0
        pairs[nomination, [(start + step) % j for step in range(readers)]] = True
    return pairs[:, chance.permutation(j)]
