"""Juror severity, and the score of each nomination adjusted for it.

Additive least squares (METHODS §5): y_ij = θ_i + β_j + ε with Σβ = 0, so that β > 0 is lenient.
In a complete design the order of θ is the order of the raw means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
T = TypeVar("T", str, float)
Column: TypeAlias = "Sequence[T] | pd.Series[Any]"
EXACT = 1e-9  # differences below are those of floating point


class Disconnected(ValueError):
    """Jurors and nominations in groups that share no juror: there is no common ranking.

    `groups` holds the nominations and jurors of each, the largest first.
    """

    def __init__(self, groups: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
        super().__init__(f"the design falls apart into {len(groups)} groups")
        self.groups = groups


@dataclass(frozen=True)
class JuryDesign:
    """Which juror scored which nomination: sorted codes, and one row per sheet in their order.

    `order` brings rows as given into that order.
    """

    nominations: tuple[str, ...]
    jurors: tuple[str, ...]
    row: NDArray[np.intp]
    column: NDArray[np.intp]
    order: NDArray[np.intp]

    @classmethod
    def of(cls, nominations: Column[str], jurors: Column[str]) -> JuryDesign:
        """Return the design of sheets in parallel sequences; raise ValueError for a duplicate."""
        names, row = np.unique(np.asarray(nominations, dtype=str), return_inverse=True)
        readers, column = np.unique(np.asarray(jurors, dtype=str), return_inverse=True)
        order = np.lexsort((column, row))
        pairs = row[order] * max(len(readers), 1) + column[order]
        if (np.diff(pairs) == 0).any():
            raise ValueError("a juror has two sheets of the same nomination")
        return cls(
            tuple(map(str, names)), tuple(map(str, readers)), row[order], column[order], order
        )

    @property
    def complete(self) -> bool:
        """Whether every juror scored every nomination."""
        return len(self.row) == len(self.nominations) * len(self.jurors) > 0

    @property
    def matrix(self) -> Numbers:
        """A column per nomination and per juror but the last, whose effect is minus the sum."""
        wide = np.zeros((len(self.row), len(self.nominations) + len(self.jurors)))
        wide[np.arange(len(self.row)), self.row] = 1
        wide[np.arange(len(self.row)), len(self.nominations) + self.column] = 1
        return np.asarray(wide @ self._effects)

    @property
    def _effects(self) -> Numbers:
        """Free coefficients into θ and β: the last β is minus the sum of the others."""
        n, j = len(self.nominations), len(self.jurors)
        effects = np.zeros((n + j, n + j - 1))
        effects[: n + j - 1] = np.eye(n + j - 1)
        effects[-1, n:] = -1
        return effects

    def groups(self) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Return the connected groups of nominations and jurors, the largest first."""
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        n, size = len(self.nominations), len(self.nominations) + len(self.jurors)
        edges = coo_array((np.ones(len(self.row)), (self.row, n + self.column)), shape=(size, size))
        count, label = connected_components(edges, directed=False)
        names = np.array([*self.nominations, *self.jurors])
        found = [
            (
                tuple(map(str, names[:n][label[:n] == at])),
                tuple(map(str, names[n:][label[n:] == at])),
            )
            for at in range(count)
        ]
        return sorted(found, key=lambda group: (-len(group[0]), group))


@dataclass(frozen=True)
class Fit:
    """Adjusted scores (`theta`, by nomination) and severities (`beta`, by juror; lenient > 0).

    `df` residual degrees of freedom and `variance` s² (NaN where df < 1); `cofactor` is
    (XᵀX)⁻¹ for θ and then β, which s² turns into their covariance. `leverage` and `residual`
    are by sheet, in the order of `design`.
    """

    design: JuryDesign
    y: Numbers
    theta: Numbers
    beta: Numbers
    df: int
    variance: float
    cofactor: Numbers
    residual: Numbers
    leverage: Numbers

    @cached_property
    def covariance(self) -> Numbers:
        """Covariance of θ, shape (N, N)."""
        n = len(self.theta)
        return self.variance * self.cofactor[:n, :n]

    @cached_property
    def se(self) -> Numbers:
        """Standard errors of θ."""
        return np.sqrt(np.diag(self.covariance))

    @cached_property
    def se_beta(self) -> Numbers:
        """Standard errors of β."""
        own = np.diag(self.cofactor)[len(self.theta) :]
        return np.sqrt(self.variance * np.maximum(own, 0))

    @cached_property
    def differences(self) -> Numbers:
        """Standard errors of θ_i − θ_j, with their covariance; shape (N, N)."""
        own = np.diag(self.covariance)
        return np.sqrt(np.maximum(own[:, None] + own[None, :] - 2 * self.covariance, 0))

    @cached_property
    def studentised(self) -> Numbers:
        """Externally studentised residuals; NaN where a sheet alone decides its own fit.

        Above 3 in absolute value a sheet should be reviewed, never deleted.
        """
        if self.df < 2 or self.variance == 0:
            return np.full(len(self.residual), np.nan)
        free = 1 - self.leverage
        with np.errstate(divide="ignore", invalid="ignore"):
            without = (self.variance * self.df - self.residual**2 / free) / (self.df - 1)
            found: Numbers = self.residual / np.sqrt(without * free)
        return np.where((free > EXACT) & (without > 0), found, np.nan)


def fit(nominations: Column[str], jurors: Column[str], points: Column[float]) -> Fit:
    """Fit sheets given as parallel sequences; the order they come in does not matter.

    Raise Disconnected where the design is not connected, ValueError without sheets or for one
    given twice.
    """
    design = JuryDesign.of(nominations, jurors)
    if not len(design.row):
        raise ValueError("no sheets to fit")
    require_connected(design)
    y = np.asarray(points, dtype=float)[design.order]
    solved, inverse, leverage = _least_squares(design, y)
    residual = y - design.matrix @ solved
    df = len(y) - len(solved)
    rss = float(residual @ residual)
    exact = rss <= len(y) * (EXACT * max(1.0, float(np.abs(y).max()))) ** 2
    effects = design._effects
    both = effects @ solved
    n = len(design.nominations)
    return Fit(
        design,
        y,
        both[:n],
        both[n:],
        df,
        (0.0 if exact else rss / df) if df > 0 else float("nan"),
        effects @ inverse @ effects.T,
        residual,
        leverage,
    )


def require_connected(design: JuryDesign) -> None:
    """Raise Disconnected unless jurors link all nominations."""
    groups = design.groups()
    if len(groups) > 1:
        raise Disconnected(groups)


def _least_squares(design: JuryDesign, y: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return coefficients, (XᵀX)⁻¹ and leverages, by QR."""
    q, r = np.linalg.qr(design.matrix)
    inverse = np.linalg.inv(r)
    return inverse @ (q.T @ y), inverse @ inverse.T, (q**2).sum(axis=1)


def t_quantile(df: int, level: float = 0.95) -> float:
    """Return the two-sided quantile of Student's t; NaN without degrees of freedom."""
    from scipy.special import stdtrit

    return float(stdtrit(df, (1 + level) / 2)) if df > 0 else float("nan")
