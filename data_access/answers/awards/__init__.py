"""Answers about the awards: progress of an edition, its ranking, its jurors and their agreement."""

from data_access.answers.awards import (
    agreement,
    edition_overview,
    juror_severity,
    ranking,
    received,
    results,
    sensitivity,
)

__all__ = [
    "agreement",
    "edition_overview",
    "juror_severity",
    "ranking",
    "received",
    "results",
    "sensitivity",
]
