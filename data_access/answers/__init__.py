"""Questions and their answers, one module per subject: (viewer, scope) -> Answer."""

from __future__ import annotations

from data_access.answers import (  # registers their questions
    awards,
    community,
    hiring,
    indicators,
    labour,
    over_time,
    people,
    programme_paths,
    quality,
    training,
    ventures,
)
from data_access.answers.answer import (
    QUESTIONS,
    Answer,
    Definition,
    Published,
    Question,
    Source,
    Withheld,
    about_people,
    ask,
)
from data_access.disclosure import EXPLAINED

__all__ = [
    "EXPLAINED",
    "QUESTIONS",
    "Answer",
    "Definition",
    "Published",
    "Question",
    "Source",
    "Withheld",
    "about_people",
    "ask",
    "awards",
    "community",
    "hiring",
    "indicators",
    "labour",
    "over_time",
    "people",
    "programme_paths",
    "quality",
    "training",
    "ventures",
]
