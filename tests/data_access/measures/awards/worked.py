"""The worked and published data of METHODS §5."""

from __future__ import annotations

NAN = float("nan")
# Who scored what: nomination, juror.
PAIRS = [(1, 3), (1, 4), (2, 2), (2, 4), (3, 1), (3, 2), (4, 1), (4, 3), (5, 2), (5, 3), (5, 1)]
NOMINATIONS = [f"N{n}" for n, _ in PAIRS]
JURORS = [f"J{j}" for _, j in PAIRS]
EXACT = [78, 72, 76, 68, 82, 72, 76, 64, 60, 58, 70]
NOISY = [79, 71, 78, 68, 81, 73, 76, 62, 61, 57, 70]
# Shrout and Fleiss (1979): six targets, four jurors.
SHROUT_FLEISS = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
]
# Krippendorff (2011): four coders, twelve units.
KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
    [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
]
