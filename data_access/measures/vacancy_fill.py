"""Filled and closed posts of vacancies (METHODS §3)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def filled(posts: ArrayLike, placements: ArrayLike) -> NDArray[np.int64]:
    """Return the filled posts of each vacancy: its placements, at most its posts."""
    return np.minimum(np.asarray(posts, dtype=np.int64), np.asarray(placements, dtype=np.int64))


def closed(posts: ArrayLike, placements: ArrayLike, past_closing: ArrayLike) -> NDArray[np.bool_]:
    """Return which vacancies are closed: past their closing day, or full."""
    full = filled(posts, placements) == np.asarray(posts, dtype=np.int64)
    either: NDArray[np.bool_] = full | np.asarray(past_closing, dtype=bool)
    return either


def fill_rate(filled_posts: int, closed_posts: int) -> float | None:
    """Return filled posts over closed posts; None where none is closed."""
    return None if closed_posts == 0 else filled_posts / closed_posts
