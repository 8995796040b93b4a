"""What came of the job bank and the fairs: who got a job, how soon, of what kind, for how long."""

from data_access.answers.hiring import (
    channels,
    fairs,
    funnel,
    listed,
    quality,
    retention,
    vacancies,
)

__all__ = ["channels", "fairs", "funnel", "listed", "quality", "retention", "vacancies"]
