"""The noise that disclosure control draws from, made anew by `python -m data_access.perturbation`.

Of all distributions of whole numbers from `lowest` to 8 with mean 0 and variance 2, the one with
the largest entropy: p(d) ∝ exp(a·d + b·d²). The table in `data_access.disclosure` holds its
probabilities rounded to eight digits (METHODS §6, rule 2).
"""

from __future__ import annotations

import numpy as np

VARIANCE = 2
HIGHEST = 8
DIGITS = 8
# The least noise by true size: a shown 3 or 4 is "few" anyway, and 7 stands for all larger sizes.
LOWEST = {5: -2, 6: -3, 7: -8}


def distribution(lowest: int) -> dict[int, float]:
    """Return the distribution of largest entropy of the noise from `lowest` to 8."""
    from scipy.optimize import root

    noise = np.arange(lowest, HIGHEST + 1)
    powers = np.stack([noise, noise**2])

    def chances(multipliers: np.ndarray) -> np.ndarray:
        weights = np.exp(multipliers @ powers)
        return np.asarray(weights / weights.sum())

    def missed(multipliers: np.ndarray) -> np.ndarray:
        return np.asarray(powers @ chances(multipliers) - [0, VARIANCE])

    found = root(missed, [0.0, -1 / (2 * VARIANCE)], tol=1e-12)
    if not found.success:
        raise ValueError(f"no distribution from {lowest} has these moments: {found.message}")
    return dict(zip(noise.tolist(), chances(found.x).tolist(), strict=True))


def table() -> dict[int, dict[int, float]]:
    """Return the noise by true size, with probabilities of eight digits and none that are 0."""
    return {
        size: {
            step: rounded
            for step, p in distribution(lowest).items()
            if (rounded := round(p, DIGITS)) > 0
        }
        for size, lowest in LOWEST.items()
    }


def main() -> None:
    """Print the table as `data_access.disclosure` writes it."""
    for size, noise in table().items():
        print(f"{size}: {{{', '.join(f'{step}: {p:.{DIGITS}f}' for step, p in noise.items())}}},")


if __name__ == "__main__":
    main()
