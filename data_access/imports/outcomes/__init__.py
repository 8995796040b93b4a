"""Rules on the sheets about hiring, training, ventures and community."""

from data_access.imports.outcomes import community, hiring, jobs, training, ventures  # registers
from data_access.imports.outlook import check_together

__all__ = ["check_together", "community", "hiring", "jobs", "training", "ventures"]
