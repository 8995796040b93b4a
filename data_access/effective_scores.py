"""The scores in force, as juries submitted them: one query for answers, imports and awards.

Of each juror and nomination the last submitted version is in force, whatever is being drafted. A
recusal takes a sheet out of the count; it is never a zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, Subquery, and_, func, select

from data_access.tables import Assignment, Score, ScoreSheet

PAIR = ("edition_code", "nomination_code", "juror_code")


def in_force(editions: Iterable[str]) -> Subquery:
    """Return the last submitted version of each juror's sheet on each nomination of editions."""
    pair = [getattr(ScoreSheet, name) for name in PAIR]
    return (
        select(*pair, func.max(ScoreSheet.version).label("version"))
        .where(ScoreSheet.submitted_at.is_not(None), ScoreSheet.edition_code.in_(list(editions)))
        .group_by(*pair)
        .subquery()
    )


def scores(editions: Iterable[str], *columns: Any) -> Select[Any]:
    """Return the given columns of all scores in force, recused jurors' among them."""
    last = in_force(editions)
    same = [Score.version == last.c.version]
    same += [getattr(Score, name) == last.c[name] for name in PAIR]
    return select(*columns).select_from(Score).join(last, and_(*same))


def counted_scores(editions: Iterable[str], *columns: Any) -> Select[Any]:
    """Return the given columns of the scores in force that jurors without a conflict gave."""
    same = [getattr(Assignment, name) == getattr(Score, name) for name in PAIR]
    query = scores(editions, *columns).join(Assignment, and_(*same))
    return query.where(Assignment.conflict != "SI")
