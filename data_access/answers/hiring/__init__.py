"""What came of the job bank and the fairs: who got a job, how soon, of what kind, for how long."""

from data_access.answers.hiring import (
    all_fairs,
    channels,
    fairs,
    funnel,
    listed,
    quality,
    retention,
    vacancies,
    waiting,
)

__all__ = [
    "all_fairs",
    "channels",
    "fairs",
    "funnel",
    "listed",
    "quality",
    "retention",
    "vacancies",
    "waiting",
]
