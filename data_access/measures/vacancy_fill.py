"""Whether vacancies get filled (METHODS §3)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def filled(posts: ArrayLike, placements: ArrayLike) -> NDArray[np.int64]:
    """Posts of each vacancy that were filled: as many as were placed, never more than there are."""
    return np.minimum(np.asarray(posts, dtype=np.int64), np.asarray(placements, dtype=np.int64))


def closed(posts: ArrayLike, placements: ArrayLike, past_closing: ArrayLike) -> NDArray[np.bool_]:
    """Which vacancies are closed: past their closing day, or full."""
    full = filled(posts, placements) == np.asarray(posts, dtype=np.int64)
    either: NDArray[np.bool_] = full | np.asarray(past_closing, dtype=bool)
    return either


def fill_rate(filled_posts: int, closed_posts: int) -> float | None:
    """Filled posts over closed posts; None where none is closed."""
    return None if closed_posts == 0 else filled_posts / closed_posts
