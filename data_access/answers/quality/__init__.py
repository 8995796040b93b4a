"""How good the data are that everything else is computed from."""

from data_access.answers.quality import (  # registers their questions
    completeness,
    consistency,
    lookalikes,
    offices,
    outliers,
    sheets,
)

__all__ = ["completeness", "consistency", "lookalikes", "offices", "outliers", "sheets"]
