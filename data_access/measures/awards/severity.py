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

from data_access.measures.awards import additive_model
from data_access.measures.awards.additive_model import Known, NormalEquations

Numbers = additive_model.Numbers
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
    def known(self) -> Known:
        """Which juror has a sheet of which nomination, (N, J)."""
        found = np.zeros((len(self.nominations), len(self.jurors)), dtype=bool)
        found[self.row, self.column] = True
        return found

    def table(self, values: Numbers) -> Numbers:
        """Return values by sheet, in the design's order, as a table (N, J); NaN without a sheet."""
        wide = np.full((len(self.nominations), len(self.jurors)), np.nan)
        wide[self.row, self.column] = values
        return wide

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
    y = np.asarray(points, dtype=float)[design.order]
    require_connected(design)
    equations = NormalEquations.of(design.known.astype(float))
    theta, beta = equations.solve(np.where(design.known, design.table(y), 0))
    residual = y - theta[design.row] - beta[design.column]
    df = len(y) - len(theta) - len(beta) + 1
    rss = float(residual @ residual)
    exact = rss <= len(y) * (EXACT * max(1.0, float(np.abs(y).max()))) ** 2
    variance = (0.0 if exact else rss / df) if df > 0 else float("nan")
    leverage = _leverage(design, equations.cofactor)
    return Fit(design, y, theta, beta, df, variance, equations.cofactor, residual, leverage)


def require_connected(design: JuryDesign) -> None:
    """Raise Disconnected unless jurors link all nominations."""
    if not additive_model.connected(design.known):
        raise Disconnected(design.groups())


def _leverage(design: JuryDesign, cofactor: Numbers) -> Numbers:
    """Return the weight of each sheet in its own fitted value."""
    own, juror = np.diag(cofactor), len(design.nominations) + design.column
    return np.asarray(own[design.row] + own[juror] + 2 * cofactor[design.row, juror])


def t_quantile(df: int, level: float = 0.95) -> float:
    """Return the two-sided quantile of Student's t; NaN without degrees of freedom."""
    from scipy.special import stdtrit

    return float(stdtrit(df, (1 + level) / 2)) if df > 0 else float("nan")
