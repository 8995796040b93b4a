"""Answers about the awards: progress of an edition, its ranking, its jurors and their agreement."""

from data_access.answers.awards import (
    agreement,
    earlier_ranking,
    edition_overview,
    juror_severity,
    ranking,
    received,
    results,
    sensitivity,
)

__all__ = [
    "agreement",
    "earlier_ranking",
    "edition_overview",
    "juror_severity",
    "ranking",
    "received",
    "results",
    "sensitivity",
]
