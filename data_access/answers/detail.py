"""The working detail of a place: lists of what lies behind its figures, for its own leader.

A list holds companies or activities under their codes and never a person. Other
viewers get it without rows, as a visitor does, and nothing is read for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Viewer, sees_working_detail

OWN_ONLY = Text(
    "Las filas de esta lista son para quien lidera el lugar y para el seguimiento del programa."
)


def working_detail(
    viewer: Viewer, scope: Scope, columns: Sequence[str], reading: Callable[[], pd.DataFrame]
) -> tuple[pd.DataFrame, tuple[Text, ...]]:
    """Return the rows of `reading`, if the viewer may have the list of the place; and the notes.

    Otherwise return no rows under the same `columns`, and a note that says who gets them.
    """
    if not sees_working_detail(viewer, scope.territory):
        return pd.DataFrame(columns=list(columns)), (OWN_ONLY,)
    return reading()[list(columns)].reset_index(drop=True), ()
