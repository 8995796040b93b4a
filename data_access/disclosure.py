"""The one door through which a figure about people leaves.

A plain gate for now: no count of people under `THRESHOLD` leaves for a reader below monitor, nor
anything computed from one. Zero counts as few, so that 0 to 9 look alike.
"""

from __future__ import annotations

import pandas as pd

from data_access.viewer import Viewer, sees_exact_people

THRESHOLD = 10
FEW = "few"


def protect_people(frame: pd.DataFrame, count: str, viewer: Viewer) -> pd.DataFrame:
    """The frame with small counts of people in column `count` gone, marked in `flag`.

    `frame` has one row a group and a numeric column `count` (NaN: unknown). Returns a new frame
    with `count` as nullable integers, in the same order, and `flag` "few", "unknown" or None.
    A row order that tells the counts must be given up by the caller.
    """
    people = frame[count].astype("Int64")
    flag = pd.Series(None, index=frame.index, dtype=object)
    flag[people.isna()] = "unknown"
    if not sees_exact_people(viewer):
        few = (people < THRESHOLD).fillna(False).astype(bool)
        flag[few] = FEW
        people = people.mask(few)
    return frame.assign(**{count: people, "flag": flag})
