"""From registration to hire: the funnel, parity between groups, and time to hire."""

from __future__ import annotations

import datetime as dt

import pandas as pd
from sqlalchemy import Connection, func, select

from data_access import lists
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import (
    ATTRIBUTES,
    CHANNEL,
    Crowd,
    asked_for,
    one_group,
    residents,
    rows_of,
)
from data_access.answers.frames import in_period, in_place
from data_access.answers.hiring.hiring_answer import (
    BANK,
    BY_PERSON,
    CODES,
    READ_SUBJECTS,
    filters_of,
)
from data_access.answers.programme_results import people_answer, share_of, spread, whole, worst
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN
from data_access.answers.shared_columns import FLAG, TERRITORY, interval
from data_access.disclosure import FEW, UNKNOWN, Group, average, count, number, parts
from data_access.facts.dialects import completed_months, days_between
from data_access.facts.funnel import HIRED, STAGES, waits, ways
from data_access.facts.people import WHOLE, one_if
from data_access.language import Text
from data_access.measures.proportions import risk_ratio
from data_access.measures.survival import curve
from data_access.scope import Scope, ScopeError
from data_access.tables import Person
from data_access.viewer import Viewer, sees_exact_people

STAGE_NUMBERS = range(len(STAGES))
REFERENCES = {"sexo": "H", "nacionalidad": "ECU", "situacion": "ACO"}

FUNNEL = Definition(
    Text(
        "Personas inscritas en el período que alcanzaron cada etapa o una posterior. La tasa es "
        "sobre la etapa anterior; la general, sobre las inscritas. Por canal se miran solo las "
        "etapas de ese canal: quien pasó por dos está en los dos."
    ),
    Text("alcanzó(e) = |{ persona : alguna etapa ≥ e }|;  intervalo de Wilson de 95 %"),
    Text("Intervalo de Wilson (1927)."),
    limits=(
        Text(
            "Quien llegó a una etapa sin registro de las anteriores cuenta en ellas: aparte "
            "se dice de cuántas personas se supuso."
        ),
        Text(
            "Que todas las personas de una etapa pasaron a la siguiente no se publica, salvo donde "
            "la bolsa casi no anota esa etapa."
        ),
        Text("Quienes se inscribieron hace poco han tenido menos tiempo de avanzar."),
    ),
    rules=(
        ABOUT_PEOPLE,
        FROM_SHOWN,
    ),
    dated=Text("la fecha de inscripción"),
)
PARITY = Definition(
    Text(
        "Cuántas veces más, o menos, consiguen trabajo las personas inscritas de un grupo que las "
        "del grupo de referencia: 1 es igual. Si el intervalo contiene 1, no se distingue."
    ),
    "RR = (a/n₁) / (b/n₂);  EE(ln RR) = √(1/a − 1/n₁ + 1/b − 1/n₂)",
    Text("Katz y otros (1978). Marco de resultados M4SD, JB-05."),
    limits=(
        Text(
            "No tiene en cuenta ocupación, experiencia ni estudios: una diferencia no prueba "
            "discriminación, ni su falta la descarta."
        ),
        Text("Con un grupo sin contrataciones no hay razón."),
    ),
    rules=(
        ABOUT_PEOPLE,
        FROM_SHOWN,
    ),
    dated=Text("la fecha de inscripción"),
)
TIME = Definition(
    Text(
        "Días desde la inscripción hasta que la mitad de las personas inscritas consiguió "
        "trabajo, contando también a quienes todavía no lo consiguen. Quien se retira cuenta "
        "como quien sigue buscando."
    ),
    Text("mediana de Kaplan–Meier, intervalo log-log de 95 %"),
    Text("Kaplan y Meier (1958). Marco de resultados M4SD, JB-02."),
    limits=(Text("Si menos de la mitad consiguió trabajo, no hay mediana."),),
    rules=(
        ABOUT_PEOPLE,
        FROM_SHOWN,
    ),
    dated=Text("la fecha de inscripción"),
)


def people_on_the_way(connection: Connection, scope: Scope) -> Crowd:
    """Return everybody registered in a period, with the furthest stage and the stages on record."""
    filters = filters_of(scope)
    columns = asked_for(scope, filters)
    columns |= {CHANNEL: "channel", "furthest": "furthest", "recorded": "recorded"}
    found = []
    for by_channel in (False, True) if CHANNEL in {*scope.by, *filters} else (False,):
        people = ways(by_channel, in_place(Person.canton_code, scope)).subquery()
        period = in_period(people.c.registered_on, scope)
        found.append(residents(connection, people, scope, columns, period))
    frame = pd.concat(found, ignore_index=True)
    return Crowd(frame.astype({"furthest": "int64", "recorded": "int64"}), CHANNEL, filters)


def at_stage(crowd: Crowd, stage: int) -> Crowd:
    """Return those of the people on the way who reached a stage."""
    return crowd.having(crowd.frame["furthest"] >= stage)


def kept_stages(everybody: pd.DataFrame) -> list[int]:
    """Return the stages that a place keeps records of in a period, whatever else is asked for.

    That all who reached one went on to the next would disclose something about each of them.
    Where nobody, or only few, have a record of it, it shows only that the stage is not recorded.
    `everybody`: the groups of all people on the way there, by the stages on record.
    """
    once = everybody[everybody[CHANNEL] == WHOLE]
    written = [one_group(once[once["recorded"] // 2**stage % 2 == 1]) for stage in STAGE_NUMBERS]
    return [stage for stage in STAGE_NUMBERS if stage == 0 or number(written[stage]) is not None]


GROUPS = {**lists.SEX, **lists.NATIONALITIES, **lists.MOBILITY}
# The first stage follows no other, and a hire is never imputed.
NO_EARLIER, NO_LATER = ("stage", STAGES[0]), ("stage", STAGES[HIRED])


@question(
    "hiring.funnel",
    FUNNEL,
    READ_SUBJECTS,
    title=Text("Etapas hasta la contratación"),
    columns=(
        TERRITORY,
        AnswerColumn("stage", Kind.CODE, Text("Etapa"), lists.STAGE),
        AnswerColumn("reached", Kind.PEOPLE, Text("Personas que la alcanzaron"), moved=True),
        AnswerColumn("rate", Kind.SHARE, Text("De la etapa anterior"), not_for=NO_EARLIER),
        *interval(Kind.SHARE, NO_EARLIER),
        AnswerColumn("overall", Kind.SHARE, Text("De las inscritas")),
        AnswerColumn("overall_low", Kind.SHARE, Text("De las inscritas (95 %), desde")),
        AnswerColumn("overall_high", Kind.SHARE, Text("De las inscritas (95 %), hasta")),
        AnswerColumn(
            "imputed",
            Kind.PEOPLE,
            Text("De ellas, sin registro de la etapa"),
            moved=True,
            not_for=NO_LATER,
        ),
        FLAG,
    ),
    by=(*BY_PERSON, CHANNEL),
    filters=(*ATTRIBUTES, CHANNEL),
    periods=True,
)
def funnel(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return how many people reached each stage; `imputed` have only a later one on record."""
    crowd = people_on_the_way(connection, scope)
    reached = [at_stage(crowd, stage) for stage in STAGE_NUMBERS]
    imputed = [
        crowd_at.having(crowd_at.frame["recorded"] // 2**stage % 2 == 0)
        for stage, crowd_at in enumerate(reached)
    ]
    kept, exact = kept_stages(crowd.frame), sees_exact_people(viewer)
    rows = []
    for row in rows_of(scope, CODES):
        groups = [crowd_at.group(row) for crowd_at in reached]
        for stage, name in enumerate(STAGES):
            before = groups[max(stage - 1, 0) : stage]
            earlier = [groups[one] for one in kept if one < stage][-1:]
            figure = count(groups[stage], viewer, [*reached[stage].wider(row), *earlier])
            skipped = count(
                imputed[stage].group(row) if stage != HIRED else Group(0, 0),
                viewer,
                [groups[stage]],
            )
            step = share_of(figure, groups[stage], before[0], viewer) if before else None
            overall = share_of(figure, groups[stage], groups[0], viewer)
            rows.append(
                {
                    **row,
                    "stage": name,
                    "reached": whole(figure),
                    **spread(step, "rate", "ci_low", "ci_high"),
                    **spread(overall, "overall", "overall_low", "overall_high"),
                    "imputed": whole(skipped) if stage != HIRED else None,
                    "flag": UNKNOWN if groups[0].persons == 0 and exact else figure.flag,
                }
            )
    registered = count(crowd.group({"territory": scope.territory}), viewer)
    return people_answer(
        connection,
        "hiring.funnel",
        viewer,
        scope,
        rows,
        BANK,
        n=whole(registered) if "territory" not in scope.by else None,
    )


@question(
    "hiring.parity",
    PARITY,
    READ_SUBJECTS,
    title=Text("Paridad en la contratación"),
    columns=(
        AnswerColumn("group", Kind.CODE, Text("Grupo"), GROUPS),
        AnswerColumn("reference", Kind.CODE, Text("Grupo de referencia"), GROUPS),
        AnswerColumn("ratio", Kind.NUMBER, Text("Razón de paridad")),
        *interval(Kind.NUMBER),
        FLAG,
    ),
    by=REFERENCES,
    filters=(*ATTRIBUTES, CHANNEL),
    periods=True,
    max_by=1,
)
def parity(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return a group's rate of hire over the reference's; by sex unless another is asked for."""
    asked = scope if scope.by else scope.having(by=("sexo",))
    (dimension,) = asked.by
    if scope.get(dimension) is not None:
        raise ScopeError(Text("No se puede comparar un solo grupo: quite el filtro."))
    crowd = people_on_the_way(connection, asked)
    hired = at_stage(crowd, HIRED)
    rows = []
    for code in CODES[dimension]:
        reference = REFERENCES[dimension]
        if code == reference:
            continue
        both = [{"territory": scope.territory, dimension: one} for one in (code, reference)]
        groups = [(hired.group(row), crowd.group(row)) for row in both]
        counted = [count(people, viewer) for pair in groups for people in pair]
        shown = [parts(*pair, viewer) for pair in groups]
        found = risk_ratio(*shown[0], *shown[1]) if shown[0] and shown[1] else None
        flag = worst(counted)
        rows.append(
            {
                "group": code,
                "reference": reference,
                **spread(found, "ratio", "ci_low", "ci_high"),
                "flag": flag,
            }
        )
    # A row names its group itself: the dimension is no column beside it.
    whole_scope = scope.having(by=())
    return people_answer(connection, "hiring.parity", viewer, whole_scope, rows, BANK)


@question(
    "hiring.time_to_hire",
    TIME,
    READ_SUBJECTS,
    title=Text("Tiempo hasta la contratación"),
    columns=(
        TERRITORY,
        AnswerColumn("median_days", Kind.DURATION, Text("Mediana de días")),
        *interval(Kind.DURATION),
        AnswerColumn("registered", Kind.PEOPLE, Text("Personas inscritas"), moved=True),
        AnswerColumn("hired", Kind.PEOPLE, Text("Personas contratadas"), moved=True),
        FLAG,
    ),
    by=BY_PERSON,
    filters=ATTRIBUTES,
    periods=True,
)
def time_to_hire(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return median days from registration to hire of everybody registered, hired or not."""
    crowd = waiting_people(connection, scope, BANK.last_day(connection), "days")
    hired = crowd.having(crowd.frame["ended"] == 1)
    exact = sees_exact_people(viewer)
    rows = []
    for row in rows_of(scope, CODES):
        here = crowd.members(row)
        median = curve(here["days"], here["ended"] == 1, here["persons"]).median()
        registered = count(crowd.group(row), viewer, crowd.wider(row))
        placed = count(hired.group(row), viewer, [*hired.wider(row), crowd.group(row)])
        middle = average(median.time, crowd.group(row), viewer)
        rows.append(
            {
                **row,
                "median_days": middle.value if registered.value is not None else None,
                "ci_low": median.low if exact else None,
                "ci_high": median.high if exact else None,
                "registered": whole(registered),
                "hired": whole(placed),
                # A median withheld of few people says nothing of how many have a job.
                "flag": FEW if middle.flag == FEW else worst((registered, placed)),
            }
        )
    return people_answer(connection, "hiring.time_to_hire", viewer, scope, rows, BANK)


def waiting_people(connection: Connection, scope: Scope, last: dt.date | None, unit: str) -> Crowd:
    """Return everybody registered in a period by how long they waited, and whether that `ended`.

    They waited until the hire, or until `last`, in a unit: `days` or completed `months`.
    """
    people = waits(in_place(Person.canton_code, scope)).subquery()
    until = func.coalesce(people.c.started_on, last or people.c.registered_on)
    since = people.c.registered_on
    length = days_between(since, until) if unit == "days" else completed_months(since, until)
    lasting = select(
        *people.c,
        length.label(unit),
        one_if(people.c.started_on.is_not(None)).label("ended"),
    ).where(*in_period(since, scope))
    filters = filters_of(scope)
    columns = asked_for(scope, filters) | {unit: unit, "ended": "ended"}
    frame = residents(connection, lasting.subquery(), scope, columns)
    return Crowd(frame.astype({unit: "int64"}), None, filters)
