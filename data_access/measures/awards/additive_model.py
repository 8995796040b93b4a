"""Weighted least squares of an additive model on a table of nominations by jurors.

y_ij = θ_i + β_j + ε with Σβ = 0. Each nomination's equation is solved for θ_i and put into those
of the jurors, which leaves one equation a juror: a jury of thirty is a 30 × 30 system however many
nominations it reads, and one juror fewer or other weights cost next to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Known = NDArray[np.bool_]
ROUNDING, STEPS = 1e-14, 6


@dataclass(frozen=True)
class NormalEquations:
    """The equations of a connected table: `weights` by cell (N, J), 0 where there is no sheet.

    `total` is each nomination's weight, `share` what each juror has of it, `inverse` (J, J) the
    covariance of β for a variance of 1.
    """

    weights: Numbers
    total: Numbers
    share: Numbers
    inverse: Numbers

    @classmethod
    def of(cls, weights: Numbers) -> NormalEquations:
        """Return the equations; every row and column must have some weight, and be connected."""
        total = weights.sum(axis=1)
        share = weights / total[:, None]
        # What two jurors read in common links them. The diagonal is taken from these sums and not
        # by subtraction, so that nothing cancels, however unequal the weights.
        linked = weights.T @ share
        np.fill_diagonal(linked, 0)
        own = linked.sum(axis=1)
        level = float(own.mean()) or 1.0
        size = len(own)
        whole = np.linalg.inv(np.diag(own) - linked + level / size)
        inverse = (whole + whole.T) / 2 - 1 / (level * size)
        return cls(weights, total, share, inverse)

    def solve(self, values: Numbers) -> tuple[Numbers, Numbers]:
        """Return θ and β; what stands in a cell without weight does not matter, but is no NaN.

        Each further step solves for what the ones before left over, until nothing is left but
        rounding: very unequal weights, as Huber's, leave something.
        """
        theta, beta = self._step(values)
        least = ROUNDING * max(1.0, float(np.abs(values).max()))
        for _ in range(STEPS):
            more_theta, more_beta = self._step(values - theta[:, None] - beta[None, :])
            theta, beta = theta + more_theta, beta + more_beta
            if max(np.abs(more_theta).max(), np.abs(more_beta).max()) <= least:
                break
        return theta, beta

    def _step(self, values: Numbers) -> tuple[Numbers, Numbers]:
        means = (self.share * values).sum(axis=1)
        beta = self.inverse @ (self.weights * (values - means[:, None])).sum(axis=0)
        return means - self.share @ beta, beta

    @cached_property
    def cofactor(self) -> Numbers:
        """The covariance of θ and then β for a variance of 1, shape (N + J, N + J)."""
        across = -self.share @ self.inverse
        own = np.diag(1 / self.total) - across @ self.share.T
        return np.block([[(own + own.T) / 2, across], [across.T, self.inverse]])


def connected(known: Known) -> bool:
    """Return whether jurors link all nominations of a table: which cells hold a sheet, (N, J)."""
    if not known.size:
        return False
    jurors = np.zeros(known.shape[1], dtype=bool)
    jurors[0] = True
    while True:
        nominations = known[:, jurors].any(axis=1)
        reached = jurors | known[nominations].any(axis=0)
        if (reached == jurors).all():
            return bool(jurors.all() and nominations.all())
        jurors = reached


def adjusted(points: Numbers) -> Numbers | None:
    """Return θ of a table with NaN where there is no sheet; NaN for a nomination without one.

    None where no sheet is left, or the nominations left are not linked.
    """
    known = ~np.isnan(points)
    rows, columns = known.any(axis=1), known.any(axis=0)
    rest = known[np.ix_(rows, columns)]
    if not connected(rest):
        return None
    values = np.where(rest, points[np.ix_(rows, columns)], 0)
    theta = np.full(len(points), np.nan)
    theta[rows], _ = NormalEquations.of(rest.astype(float)).solve(values)
    return theta
