"""How good the data are that everything else is computed from."""

from data_access.answers.quality import (  # registers their questions
    completeness,
    consistency,
    freshness,
    lookalikes,
    offices,
    outliers,
    sheets,
)

__all__ = [
    "completeness",
    "consistency",
    "freshness",
    "lookalikes",
    "offices",
    "outliers",
    "sheets",
]
