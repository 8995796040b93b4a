"""Rules on the sheets about hiring, training, ventures and community."""

from data_access.imports.programme_results import (  # registers
    community_rules,
    hiring_rules,
    job_rules,
    training_rules,
    venture_rules,
)
from data_access.imports.projected_state import check_together

__all__ = [
    "check_together",
    "community_rules",
    "hiring_rules",
    "job_rules",
    "training_rules",
    "venture_rules",
]
