"""The rules and criteria of an edition, and whether they are consistent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from data_access import lists
from data_access.awards.rubrics import CriterionText
from data_access.language import Text
from data_access.measures.awards.sheet_points import on_scale
from data_access.refusal import Refusal
from data_access.tables import Criterion, NominationAnswer, ScoreSheet
from data_access.tables.awards import ALL_NOMINEES, APPEAL_DAYS, TARGET_JURORS, TIE_BREAK_ORDER

DEFAULT_ROUNDS = ("eligibility", "scoring", "deliberation")


@dataclass(frozen=True)
class Rules:
    """The rules of an edition beside its criteria; moments carry their zone."""

    name: str
    opens_at: dt.datetime
    nominations_close_at: dt.datetime
    scores_close_at: dt.datetime
    score_min: Decimal = Decimal(1)
    score_max: Decimal = Decimal(5)
    score_step: Decimal = Decimal(1)
    jurors_min: int = 3
    jurors_target: int = TARGET_JURORS
    tie_break: str = TIE_BREAK_ORDER
    blind_fields: str = ""
    rounds: str = ";".join(DEFAULT_ROUNDS)
    prizes: str | None = None
    appeal_days: int = APPEAL_DAYS
    nominees: str = ALL_NOMINEES


FIELDS = tuple(field.name for field in fields(Rules))
SCALE = ("score_min", "score_max", "score_step")


def require_sound(rules: Rules) -> None:
    """Raise Refusal for rules that contradict each other."""
    if not rules.name.strip():
        raise Refusal(Text("La edición necesita un nombre."))
    if not rules.opens_at < rules.nominations_close_at <= rules.scores_close_at:
        raise Refusal(
            Text("Las fechas van en orden: apertura, cierre de postulaciones, cierre de puntajes.")
        )
    whole = rules.score_step > 0 and rules.score_min < rules.score_max
    scale = (rules.score_min, rules.score_max, rules.score_step)
    if not whole or not on_scale(rules.score_max, *scale):
        raise Refusal(Text("La escala no es posible: revise mínimo, máximo y paso."))
    if not 1 <= rules.jurors_min <= rules.jurors_target:
        raise Refusal(Text("El número deseado de jurados no puede ser menor que el mínimo."))
    if not rules.nominees.strip(";"):
        raise Refusal(Text("Elija quién puede postular: al menos un tipo de organización."))
    if rules.appeal_days < 0:
        raise Refusal(Text("El plazo para impugnar no puede ser negativo: 0 es sin impugnación."))
    for given, known in (
        (rules.tie_break, lists.TIE_BREAK),
        (rules.blind_fields, lists.BLIND),
        (rules.rounds, lists.ROUNDS),
        (rules.nominees, lists.NOMINEE),
    ):
        codes = [code for code in given.split(";") if code]
        if len(set(codes)) < len(codes) or not set(codes) <= set(known):
            raise ValueError(f"{given!r} is not a list of {', '.join(known)}")


def require_whole(criteria: tuple[CriterionText, ...]) -> None:
    """Raise Refusal unless there are criteria, each once, whose weights add up to 100."""
    codes = [criterion.code for criterion in criteria]
    if len(set(codes)) < len(codes):
        raise Refusal(Text("Hay dos criterios con el mismo código."))
    total = sum((criterion.weight for criterion in criteria), Decimal(0))
    if total != 100 or any(criterion.weight <= 0 for criterion in criteria):
        raise Refusal(Text("Los pesos suman {total}: deben sumar 100.", total=total))


def criteria_of(connection: Connection, code: str) -> tuple[CriterionText, ...]:
    """Return the criteria of an edition in their order."""
    rows = connection.execute(
        select(Criterion)
        .where(Criterion.edition_code == code)
        .order_by(Criterion.position, Criterion.code)
    )
    return tuple(
        CriterionText(
            row.code,
            row.name,
            row.weight,
            dict(row.names or {}),
            {language: tuple(levels) for language, levels in (row.levels or {}).items()},
        )
        for row in rows
    )


def store_criteria(connection: Connection, code: str, criteria: tuple[CriterionText, ...]) -> None:
    """Store the criteria of an edition, in their order."""
    rows = [
        {
            "edition_code": code,
            "code": criterion.code,
            "name": criterion.name,
            "weight": criterion.weight,
            "position": at,
            **texts_of(criterion),
        }
        for at, criterion in enumerate(criteria, start=1)
    ]
    connection.execute(insert(Criterion), rows)


def texts_of(criterion: CriterionText) -> dict[str, Any]:
    """Return the texts by language as a row of the criterion holds them."""
    levels = {language: list(own) for language, own in criterion.levels.items()}
    return {"names": dict(criterion.names) or None, "levels": levels or None}


def replace_criteria(
    connection: Connection, code: str, criteria: tuple[CriterionText, ...]
) -> None:
    """Give an edition other criteria; raise Refusal once somebody wrote on the old ones."""
    for table in (ScoreSheet, NominationAnswer):
        if connection.scalar(select(func.count()).where(table.edition_code == code)):
            raise Refusal(Text("Ya se escribió sobre los criterios: no se cambian por otros."))
    connection.execute(delete(Criterion).where(Criterion.edition_code == code))
    store_criteria(connection, code, criteria)


def reweigh(
    connection: Connection, code: str, weights: Mapping[str, Decimal]
) -> dict[str, list[Any]]:
    """Give the criteria other weights; return what changed, with what each was and is."""
    before = {criterion.code: criterion for criterion in criteria_of(connection, code)}
    if set(weights) != set(before):
        raise ValueError("weights are given for every criterion")
    require_whole(tuple(CriterionText(name, name, weight) for name, weight in weights.items()))
    changed = {}
    for name, weight in weights.items():
        if weight == before[name].weight:
            continue
        own = update(Criterion).where(Criterion.edition_code == code, Criterion.code == name)
        connection.execute(own.values(weight=weight))
        changed[f"weight {name}"] = [str(before[name].weight), str(weight)]
    return changed
