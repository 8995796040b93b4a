"""Whose an answer is: what is live for whom, and readers with equal rights, who share one answer.

Below monitor a role adds a right to what is released in one case alone: a leader of the place asked
about may ask for its closed months. A juror's or a secretary's role adds none.
"""

from __future__ import annotations

import datetime as dt

from data_access import periods
from data_access.answers import Question
from data_access.answers.publication_rules import WORKING_DETAIL
from data_access.scope import Scope
from data_access.viewer import (
    LEADER,
    VISITOR,
    Grant,
    Viewer,
    leads,
    sees_exact_people,
    sees_working_detail,
)

PUBLIC, OWN_PLACE = "public", LEADER
# Stay live for everybody (METHODS §6, rule 9): a result appears the moment it is published.
LIVE = ("awards.",)


def reads_live(viewer: Viewer, question: Question, scope: Scope) -> bool:
    """Return whether a reader gets an answer from the rows as they stand, not from a release.

    A leader does so with the own lists, which are of companies and activities and never of people.
    """
    if sees_exact_people(viewer) or question.name.startswith(LIVE):
        return True
    own_list = WORKING_DETAIL in question.definition.rules
    return own_list and sees_working_detail(viewer, scope.territory)


def audience(viewer: Viewer, question: Question, scope: Scope, day: dt.date) -> str:
    """Return the audience whose answer a reader below monitor gets from a release."""
    if not (question.periods and leads(viewer, scope.territory)):
        return PUBLIC
    month = scope.start and scope.end and periods.is_closed_month(scope.start, scope.end, day)
    return OWN_PLACE if month else PUBLIC


def reader_of(audience: str, scope: Scope) -> Viewer:
    """Return a reader with an audience's rights and no others."""
    if audience == PUBLIC:
        return VISITOR
    return Viewer(frozenset({Grant(LEADER, scope.territory)}))
