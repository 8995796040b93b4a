"""Every answer there is, with rows: on a programme in which something of each kind happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select

from data_access import clock
from data_access.answers import QUESTIONS, Answer, Question, ask
from data_access.programme.period_closings import close
from data_access.scope import Scope
from data_access.tables import Adoption, Criterion, Decision, Honour, Milestone, WeightChange
from data_access.viewer import Grant, Viewer
from tests.data_access.answers.example import store_batch, store_doubts, store_people, store_survey
from tests.data_access.answers.programme_results import store_outcomes
from tests.data_access.imports.juries import bring, worked
from tests.data_access.measures.awards.worked import NOISY
from tests.writing import writing

EDITION = "EMP-2025"
CLOSED = Scope(start=dt.date(2025, 1, 1), end=dt.date(2026, 1, 1))
MONITOR = Viewer(frozenset({Grant("monitor")}), "eva@example.org")


def store_all(engine: Engine, folder: Path) -> None:
    """A survey, people and what came of them, a published edition, and a closed year."""
    with writing(engine) as connection:
        store_survey(connection)
        people = [{}] * 60 + [{"sought_isco2": "52"}] * 7 + [{"canton_code": "2301"}] * 3
        store_people(connection, *people)
        store_outcomes(connection)
        store_doubts(connection, "0901")
    published = {"fecha_resultado": dt.date(2025, 6, 2)}
    assert bring(engine, folder / "jury.xlsx", worked(NOISY, EDITION, **published)).errors == []
    with writing(engine) as connection:
        own = {"edition_code": EDITION}
        said = {"reasons": "r", "tie_break": [], "departs": False, "decided_by": "s"}
        connection.execute(insert(Decision), {**own, **said, "decided_at": clock.now()})
        rows = connection.execute(select(Criterion.code, Criterion.weight).filter_by(**own))
        weights = {row.code: str(row.weight) for row in rows}
        changed = {"before": weights, "after": weights, "reason": "r", "requested_by": "s"}
        moments = dict.fromkeys(("requested_at", "confirmed_at"), clock.now())
        connection.execute(insert(WeightChange), {**own, **changed, **moments, "confirmed_by": "t"})
        honour = {"nomination_code": "N1", "distinction": "winner", "place": 1}
        connection.execute(insert(Honour), {**own, **honour})
        taken_up = {"institution": "Otra", "territory_code": "1301", "nomination_code": "N1"}
        adopted = {**own, **taken_up, "adopted_on": dt.date(2025, 7, 1)}
        connection.execute(insert(Adoption), adopted)
        happened = {"code": "H", "happened_on": dt.date(2025, 5, 2), "territory_code": "13"}
        told = {"name": "Feria", "name_en": "Fair", "source": "Municipio"}
        batch = {"import_batch_id": store_batch(connection)}
        connection.execute(insert(Milestone), {**happened, **told, **batch})
    close(engine, MONITOR, "2025", "Informe")


def scopes(question: Question) -> Iterator[Scope]:
    """The scopes that a question is tried with: whole, by each of its dimensions, and by two."""
    scope = Scope()
    if question.name == "indicators.frozen":
        scope = CLOSED
    if "edicion" in question.filters:
        scope = scope.having(edicion=EDITION)
    if "indicador" in question.filters:
        scope = scope.having(indicador="SK-01")
    yield scope
    for dimension in sorted(question.by):
        yield scope.having(by=(dimension,), **_asked_with(question, dimension))
    if question.max_by > 1 and {"territory", "sexo"} <= question.by:
        yield Scope("13", by=("territory", "sexo"))


def _asked_with(question: Question, dimension: str) -> dict[str, str]:
    # A breakdown that only some measures know, and one that only some indicators have.
    if question.name == "indicators.by_group":
        return {
            "indicador": {"ciiu": "LG-02", "tamano": "LG-02", "ciuo2": "LG-01"}.get(
                dimension, "SK-01"
            )
        }
    return {}


def every_answer(connection: Connection, viewer: Viewer, most: int | None = 1) -> Iterator[Answer]:
    """Every answer as a reader gets it, in at `most` so many of its scopes; None: in all."""
    for name, question in sorted(QUESTIONS.items()):
        for scope in islice(scopes(question), most):
            yield ask(connection, name, viewer, scope)
