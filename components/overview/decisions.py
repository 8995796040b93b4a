"""What needs a decision: rules over the answers, the most pressing first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from components import ask, comparing, labels
from components.awards.wording import EcuadorMoment
from components.hiring import hired_groups
from components.hiring.fair_stories import conversion
from components.indicators.framework_rows import LATE
from components.labour.labour_questions import LabourQuestions as Survey
from components.labour.labour_rows import ranked
from components.labour.phrases import registered, title
from components.overview.findings import DECIDE, Finding
from components.overview.situation import Situation
from components.programme_results import estimate_rows
from components.words import Count, Listed, Percent, between
from data_access import territory
from data_access.awards import calls
from data_access.language import Text
from data_access.scope import Scope

OFFICIALS = Text("Cifra exacta: son funcionarios en su cargo.")


def pending(situation: Situation) -> Iterator[Finding]:
    """Yield every decision that a rule asks for."""
    rules: tuple[Callable[[Situation], Finding | None], ...] = (
        stalled_training,
        weak_fair,
        missing_trade,
        idle_trainers,
        unequal_hiring,
        open_call,
    )
    for rule in rules:
        found = rule(situation)
        if found is not None:
            yield found


def stalled_training(situation: Situation) -> Finding | None:
    """Return which governments have certified trainers none of whom has taught, if any."""
    answer = situation.asked.answer("training.cascade")
    idle = [row for row in answer.rows() if row["certified"] and not row["active"]]
    if not idle:
        return None
    trainers = sum(int(row["certified"]) for row in idle)
    places = Listed(labels.place(row["gad"]) for row in idle)
    said = Text(
        "Poner fecha a las sesiones de {places}: {count} formador certificado y ninguna sesión.",
        "Poner fecha a las sesiones de {places}: {count} formadores certificados y ninguna sesión.",
        trainers,
        places=places,
    )
    return Finding(DECIDE, said, OFFICIALS, "training")


def idle_trainers(situation: Situation) -> Finding | None:
    """Return how many certified trainers have not taught, if some have and TT-02 is behind."""
    row = estimate_rows.only(situation.asked.answer("training.multiplication"))
    certified, active = int(row["certified"] or 0), int(row["active"] or 0)
    aim = situation.rows["TT-02"]
    if not active or aim.status not in LATE:
        return None
    said = Text(
        "Dar grupo a los {idle} formadores que aún no enseñan, de {certified} certificados.",
        idle=Count(certified - active),
        certified=Count(certified),
    )
    return Finding(DECIDE, said, OFFICIALS, "training")


def weak_fair(situation: Situation) -> Finding | None:
    """Return the place's latest fair, if it is told apart from a better one."""
    everywhere = situation.asked.answer("hiring.fairs", territory=territory.COUNTRY)
    own = situation.asked.answer("hiring.fairs").rows()
    shares = {row["event"]: conversion(everywhere, row) for row in everywhere.rows()}
    if not own:
        return None
    latest = max(own, key=lambda row: row["fecha"])
    share = shares.get(latest["event"])
    verdicts = comparing.against(shares, latest["event"])
    better = [code for code, verdict in verdicts.items() if verdict.higher]
    if share is None or not better:
        return None
    best = max(better, key=lambda code: shares[code].value or 0.0)
    names = {row["event"]: row["nombre"] for row in everywhere.rows()}
    said = Text(
        "Antes de repetir «{fair}», cambiarla: de quienes llegaron consiguió trabajo el {share}; "
        "en «{best}», el {most}.",
        fair=latest["nombre"],
        share=Percent(share.value or 0.0),
        best=names[best],
        most=Percent(shares[best].value or 0.0),
    )
    sure = Text(
        "Intervalos de 95 % sin corregir: {one} y {other}. La diferencia se distingue.",
        one=between(share.low, share.high, True),
        other=between(shares[best].low, shares[best].high, True),
    )
    return Finding(DECIDE, said, sure, "hiring")


def missing_trade(situation: Situation) -> Finding | None:
    """Return an occupation that is surely short of registered people, if any."""
    survey = Survey(Scope(situation.asked.scope.territory), situation.asked.viewer)
    short = ranked(survey.occupations, "short")
    if not short or survey.survey is None or not survey.survey.probability:
        return None
    one = short[0]
    said = Text(
        "Abrir cursos de «{trade}»: las empresas buscan unas {vacancies} y hay {people}.",
        trade=title(one),
        vacancies=Count(one.demand.value or 0.0),
        people=registered(one),
    )
    sure = Text(
        "Encuesta de empresas: con 95 % de confianza buscan {interval}.",
        interval=between(one.demand.low, one.demand.high),
    )
    return Finding(DECIDE, said, sure, "labour")


def unequal_hiring(situation: Situation) -> Finding | None:
    """Return that women are hired less often than men, if the two rates are told apart."""
    row = situation.rows["JB-05"]
    verdict = hired_groups.parity(situation.asked).get(("sexo", "M"))
    if row.value is None or verdict is None or not verdict.lower:
        return None
    said = Text(
        "Revisar con las empresas por qué contratan menos a mujeres: a igual número de personas "
        "inscritas, {count} por cada 100 hombres.",
        count=Count(100 * (row.value or 0.0)),
    )
    sure = Text(
        "Las dos tasas se distinguen; la razón, con 95 % de confianza, {interval} de los hombres.",
        interval=between(row.estimate.low, row.estimate.high, True),
    )
    return Finding(DECIDE, said, sure, "hiring")


def open_call(_situation: Situation) -> Finding | None:
    """Return the award that takes nominations now, if any; of several, the first to close."""
    with ask.reading() as connection:
        found = [call for call in calls.calls(connection) if call.state == calls.OPEN]
    if not found:
        return None
    first = min(found, key=lambda call: call.closes_at)
    said = Text(
        "Postular, o animar a postular, a «{name}»: la convocatoria cierra el {moment}.",
        name=first.name,
        moment=EcuadorMoment(first.closes_at),
    )
    return Finding(DECIDE, said, Text("Plazo de las bases publicadas."), "nominate")
