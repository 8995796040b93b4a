"""Results of the job bank and the fairs: who got a job, how soon, of what kind, for how long."""

from data_access.answers.hiring import (
    activity_list,
    all_fairs,
    channels,
    fairs,
    half_year,
    hiring_funnel,
    job_quality,
    retention,
    vacancies,
    waiting,
)

__all__ = [
    "activity_list",
    "all_fairs",
    "channels",
    "fairs",
    "half_year",
    "hiring_funnel",
    "job_quality",
    "retention",
    "vacancies",
    "waiting",
]
