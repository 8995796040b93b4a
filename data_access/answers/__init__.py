"""Reads, one module a subject: (viewer, scope) -> Answer."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from data_access.answers import (  # registers their questions
    awards,
    community,
    hiring,
    labour,
    over_time,
    paths,
    people,
    training,
    ventures,
)
from data_access.answers.answer import (
    QUESTIONS,
    Answer,
    Definition,
    Question,
    Source,
    Withheld,
    about_people,
)
from data_access.language import Text
from data_access.periods import today
from data_access.scope import Scope, ScopeError
from data_access.viewer import Viewer

__all__ = [
    "QUESTIONS",
    "Answer",
    "Definition",
    "Question",
    "Source",
    "Withheld",
    "about_people",
    "ask",
    "awards",
    "community",
    "hiring",
    "labour",
    "over_time",
    "paths",
    "people",
    "training",
    "ventures",
]


def ask(connection: Connection, name: str, viewer: Viewer, scope: Scope) -> Answer:
    """The answer `name` as this viewer may see it; ScopeError where it cannot be asked so."""
    question = QUESTIONS.get(name)
    if question is None:
        raise ScopeError(
            Text(
                "No existe la respuesta «{name}»: hay {known}.",
                name=name,
                known=", ".join(sorted(QUESTIONS)),
            )
        )
    question.check(scope)
    told = question.told(viewer, scope, today())
    return replace(question.answering(connection, viewer, told), scope=scope)
