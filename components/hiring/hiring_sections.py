"""The sections of the hiring page, top to bottom, each for one place and period."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components import charts, comparing, group_colors, intervals, key_figures, labels, place_list
from components.estimate_values import Estimate
from components.figure import figure, sources
from components.hiring import charts as own
from components.hiring import hired_groups
from components.hiring.funnel_rows import hired as hired_share
from components.hiring.funnel_rows import overall, stage, steps
from components.intervals import Row, Series
from components.key_figures import KeyFigure
from components.occupations import short
from components.programme_results import beside, estimate_rows, group_choice
from components.programme_results.estimate_rows import Of
from components.programme_results.programme_questions import ProgrammeQuestions
from components.programme_results.result_figures import (
    ONE,
    ShareRows,
    cards_of_shares,
    counted,
    one_series,
    shares,
    where,
)
from components.reader_language import _, current
from components.theme import paint
from components.words import Count, Inside, Listed, Percent
from data_access import lists
from data_access.answers import Answer
from data_access.language import Text

SIX, LONGEST = 6, 24  # months
SPLITS = ("sexo", "situacion", "nacionalidad", "canal")


def opening(asked: ProgrammeQuestions) -> bool:
    """Render how many got a job, of how many; return False if there is no data of the place."""
    funnel = asked.answer("hiring.funnel")
    first, last = (stage(funnel, code) for code in ("REG", "CON"))
    language, place = current(), where(asked.scope.territory)
    if first is None or last is None or funnel.as_of is None:
        st.header(_("Todavía no hay datos de empleo"), anchor=False)
        st.markdown(_("Faltan las hojas «personas» y «colocaciones»."))
        return False
    known, hired = estimate_rows.number(first["reached"]), estimate_rows.number(last["reached"])
    if known == 0:
        said = Text("En {place} nadie se inscribió en este período", place=place)
        st.header(said.to(language), anchor=False)
        st.markdown(Text("Hay datos hasta el {day}.", day=funnel.as_of).to(language))
        return True
    if known is None and first["flag"] == "unknown":
        st.header(estimate_rows.nothing_yet(place).to(language), anchor=False)
        st.markdown(Text("Hay datos hasta el {day}.", day=funnel.as_of).to(language))
        return True
    if known is None:
        said = Text("En {place} son pocas las personas inscritas", place=place)
        st.header(said.to(language), anchor=False)
        st.markdown(_("Con tan pocas, un número diría algo de una persona: no se publica."))
        return True
    if hired is None:
        said = Text(
            "En {place}, de {known} personas inscritas no se publica cuántas consiguieron trabajo",
            place=place,
            known=counted(funnel, first, "reached"),
        )
        st.header(said.to(language), anchor=False)
        st.markdown(_("Son muy pocas, o casi todas: el número diría algo de cada una."))
        return True
    share = hired_share(funnel)
    said = Text(
        "En {place}, {hired} personas de {known} inscritas consiguieron trabajo ({share})",
        place=place,
        hired=counted(funnel, last, "reached"),
        known=counted(funnel, first, "reached"),
        share=Percent(share.value or 0.0),
    )
    st.header(said.to(language), anchor=False)
    sources((funnel,), language)
    return True


def figures(asked: ProgrammeQuestions) -> None:
    """Render the shares hired, still there at six months and adequate, and the period before."""
    key_figures.render(cards(asked, asked.before))
    beside.render(asked)


def cards(asked: ProgrammeQuestions, before: ProgrammeQuestions | None) -> list[KeyFigure]:
    """Return the shares hired, still there at six months and adequate, beside those before."""
    measures = (
        (Text("Contratadas"), of_a_channel)
        if asked.scope.get("canal")
        else (Text("Contratadas en 180 días"), hire_rate),
        (Text("Siguen a 6 meses"), six_months),
        (Text("Empleo adecuado"), adequate),
    )
    return cards_of_shares(
        [
            (label, measure(asked), None if before is None else measure(before))
            for label, measure in measures
        ],
        asked.named,
    )


def hire_rate(asked: ProgrammeQuestions) -> Estimate:
    """Return the share hired within 180 days, of those registered at least 180 days ago.

    Two periods are compared at the same follow-up; of a younger one, that it is still followed.
    """
    answer = asked.answer("hiring.half_year")
    row = estimate_rows.only(answer)
    if not row["followed"] and estimate_rows.number(row["younger"]):
        return Estimate(None, None, None, "still_followed")
    return estimate_rows.share(answer, row, Of("hired", "followed"))


def of_a_channel(asked: ProgrammeQuestions) -> Estimate:
    """Return the share of those registered who got a job through the channel asked about.

    They were followed for as long as each has been registered: two periods are not compared.
    """
    return replace(hired_share(asked.answer("hiring.funnel")), evidence=None)


def six_months(asked: ProgrammeQuestions) -> Estimate:
    """Return the share still in the job after six months."""
    answer = asked.answer("hiring.retention")
    found = [row for row in answer.rows() if row["month"] == SIX]
    if not found:
        first = stage(asked.answer("hiring.funnel"), "REG") or {}
        some = answer.adjusted and first.get("flag") != "unknown"
        return Estimate(None, None, None, "few" if some else "unknown")
    return estimate_rows.lasting(answer, found[0])


def adequate(asked: ProgrammeQuestions) -> Estimate:
    """Return the share of adequate jobs among those that can be classified."""
    answer = asked.answer("hiring.adequate")
    return estimate_rows.share(answer, estimate_rows.only(answer), Of("adequate", "classified"))


def funnel(asked: ProgrammeQuestions) -> None:
    """Render how many reached each stage."""
    answer = asked.answer("hiring.funnel")
    first = stage(answer, "REG")
    if first is None:
        return
    rows = [
        Row(
            Text(
                "{stage}: {count}",
                stage=lists.STAGE[row["stage"]],
                count=counted(answer, row, "reached"),
            ),
            {ONE: overall(answer, row, first)},
        )
        for row in answer.rows()
    ]
    shares(
        answer,
        hardest_step(steps(answer)),
        Text("Personas que llegaron a cada etapa, y qué parte son de las inscritas."),
        "funnel",
        ShareRows(rows),
    )


def hardest_step(found: dict[str, Estimate]) -> Text:
    """Return which step is the hardest, if it is told apart from every other."""
    hardest = comparing.smallest(found)
    if hardest.key is not None:
        return Text(
            "El paso más difícil es «{stage}»: lo da el {share} de quienes llegaron al anterior",
            stage=Inside(lists.STAGE[hardest.key]),
            share=Percent(found[hardest.key].value or 0.0),
        )
    if hardest.tested:
        return Text("No se distingue cuál es el paso más difícil hasta la contratación")
    return Text("Etapas hasta la contratación")


def side_by_side(asked: ProgrammeQuestions) -> None:
    """Render the hiring rate of each group; the reader chooses which groups."""
    split = group_choice.pick(asked, SPLITS, "hiring")
    if split is None:
        return
    answer = asked.answer("hiring.funnel", by=(split,))
    last = {row[split]: row for row in answer.rows() if row["stage"] == "CON"}
    found = hired_groups.rates(asked, split)
    rows = [
        Row(
            Text(
                "{name}: {count}",
                name=labels.codes(split)[code],
                count=counted(answer, row, "reached"),
            ),
            {ONE: found[code]},
            group_colors.color(split, code, paint()),
        )
        for code, row in last.items()
    ]
    if split == "canal":
        title = Text("Personas que consiguieron trabajo, por canal: quien pasó por dos está en dos")
    else:
        verdicts = hired_groups.verdicts(asked, split, found)
        reference = comparing.reference_of(split, list(found))
        title = comparing.of_groups(
            labels.codes(split), found, reference, verdicts, hired_groups.SENTENCES
        )
    shares(
        answer,
        title,
        Text("Personas que consiguieron trabajo, y qué parte son de las inscritas de su grupo."),
        "split",
        ShareRows(rows),
    )
    _stay(asked, split)


def _stay(asked: ProgrammeQuestions, split: str) -> None:
    """Render the share of each group that is still in the job after six months."""
    answer = asked.answer("hiring.retention", by=(split,))
    found = {
        row[split]: estimate_rows.lasting(answer, row)
        for row in answer.rows()
        if row["month"] == SIX
    }
    if not any(one.shown for one in found.values()):
        return
    rows = [
        Row(
            Text(
                "{name}: {count} en observación",
                name=labels.codes(split)[row[split]],
                count=counted(answer, row, "at_risk"),
            ),
            {ONE: found[row[split]]},
            group_colors.color(split, row[split], paint()),
        )
        for row in answer.rows()
        if row["month"] == SIX
    ]
    shares(
        answer,
        Text("Siguen en su trabajo a los seis meses, por grupo"),
        Text("De las personas contratadas de cada grupo (Kaplan–Meier)."),
        "stay",
        ShareRows(rows),
    )


def parity(asked: ProgrammeQuestions) -> None:
    """Render the ratio of women to men, and of each status to the host community."""
    if asked.scope.get("sexo") or asked.scope.get("situacion"):
        return
    language, colors = current(), paint()
    answers = [asked.answer("hiring.parity", by=(name,)) for name in ("sexo", "situacion")]
    verdicts = hired_groups.parity(asked)
    found: list[own.Ratio] = []
    sure, tested = [], False
    for answer, name in zip(answers, ("sexo", "situacion"), strict=True):
        for row in answer.rows():
            ratio, low, high = (
                estimate_rows.number(row[key]) for key in ("ratio", "ci_low", "ci_high")
            )
            if ratio is None or low is None or high is None or row["group"] == comparing.UNKNOWN:
                continue
            said = Text(
                "{group} frente a {reference}",
                group=labels.codes(name)[row["group"]],
                reference=labels.codes(name)[row["reference"]],
            )
            own_color = group_colors.color(name, row["group"], colors) or colors.neutral
            found.append((said.to(language), ratio, low, high, own_color))
            verdict = verdicts[name, row["group"]]
            tested = tested or verdict.tested
            if verdict.differs:
                sure.append(said)
    if not found:
        return
    if sure:
        title = Text("La diferencia va más allá del azar: {groups}", groups=Listed(sure))
    elif tested:
        title = Text("Ninguna razón se distingue de la paridad")
    else:
        title = Text("Razones de contratación entre grupos")
    with figure(
        *answers,
        title=title,
        counted=Text(
            "Tasa de contratación de un grupo dividida por la del otro, con su intervalo sin "
            "corregir: 1 es paridad. El título compara las tasas, todas a la vez."
        ),
        key="parity",
    ):
        charts.render(title, own.ratios, tuple(found), language, colors)


def retention(asked: ProgrammeQuestions) -> None:
    """Render how long people stay in their jobs."""
    answer = asked.answer("hiring.retention")
    six = six_months(asked)
    title = (
        Text("A los seis meses sigue en su trabajo el {share}", share=Percent(six.value))
        if six.value is not None
        else Text("No se puede decir cuántas personas siguen a los seis meses")
    )
    with figure(
        answer,
        title=title,
        counted=Text(
            "Parte que sigue en su trabajo tras cada mes (Kaplan–Meier), y a cuántas personas se "
            "sigue todavía en ese mes."
        ),
        key="retention",
    ):
        lasting(answer, title, Text("Meses cumplidos en el trabajo"))


def waiting(asked: ProgrammeQuestions) -> None:
    """Render how long it takes to get a job."""
    answer, curve = asked.answer("hiring.time_to_hire"), asked.answer("hiring.waiting")
    title = half_hired(estimate_rows.only(answer))
    with figure(
        curve,
        answer,
        title=title,
        counted=Text(
            "Parte que sigue buscando tras cada mes desde la inscripción (Kaplan–Meier), y a "
            "cuántas personas se sigue todavía en ese mes."
        ),
        key="waiting",
    ):
        lasting(curve, title, Text("Meses cumplidos desde la inscripción"))


def half_hired(row: estimate_rows.Row) -> Text:
    """Return in how many days half of those registered get a job, or that fewer have one.

    Neither where there is nobody, or the median is withheld, as it is of few people.
    """
    median, registered, hired = (
        estimate_rows.number(row[name]) for name in ("median_days", "registered", "hired")
    )
    if median is not None:
        return Text("La mitad consigue trabajo en {days} días o menos", days=Count(median))
    if registered and hired is not None and row["flag"] != "few":
        return Text("Menos de la mitad de las personas inscritas ha conseguido trabajo todavía")
    return Text("Cuánto se tarda en conseguir trabajo")


def lasting(answer: Answer, title: Text, months: Text) -> None:
    """Render a survival curve, or below monitor its three months as bars (METHODS §6)."""
    points = tuple(
        (
            int(row["month"]),
            float(row["survival"]),
            estimate_rows.number(row["ci_low"]),
            estimate_rows.number(row["ci_high"]),
            None if estimate_rows.number(row["at_risk"]) is None else int(row["at_risk"]),
        )
        for row in answer.rows()
        if estimate_rows.number(row["survival"]) is not None and int(row["month"]) <= LONGEST
    )
    if points:
        if answer.adjusted:
            rows = own.months_as_rows(points, answer.adjusted)
            one_series(title, rows, paint().neutral, True, True)
        else:
            charts.render(title, own.survival, points, months, current(), paint())


def quality(asked: ProgrammeQuestions) -> None:
    """Render whether the jobs are adequate, and their conditions."""
    answer, conditions, pay = (
        asked.answer(f"hiring.{name}") for name in ("adequate", "conditions", "pay")
    )
    rows = [Row(Text("Empleo adecuado (INEC)"), {ONE: adequate(asked)})]
    rows += [
        Row(CONDITIONS[row["condition"]], {ONE: estimate_rows.share(conditions, row)})
        for row in conditions.rows()
    ]
    (paid,) = pay.rows()
    rows.append(Row(Text("Pago bajo el salario básico"), {ONE: estimate_rows.share(pay, paid)}))
    (own_row,) = answer.rows()
    one = adequate(asked)
    title = (
        Text(
            "De los trabajos que se pueden clasificar, el {share} es adecuado",
            share=Percent(one.value),
        )
        if one.value is not None
        else Text("Cómo son los trabajos")
    )
    left = Text(
        "Sin datos para clasificarlos: {count}.", count=counted(answer, own_row, "unclassified")
    )
    language, colors = current(), paint()
    with figure(
        answer,
        conditions,
        pay,
        title=title,
        counted=Text("De los trabajos conseguidos, con su intervalo de 95 %. {left}", left=left),
        key="quality",
    ):
        series = (Series(ONE, title, colors.neutral),)
        charts.render(title, intervals.chart, tuple(rows), series, language, colors, True)


CONDITIONS = {
    "contrato": Text("Con contrato escrito"),
    "iess": Text("Con afiliación al IESS"),
    "jornada": Text("Con jornada completa"),
}


def unfilled(asked: ProgrammeQuestions) -> None:
    """Render the occupations whose vacancies are not filled."""
    answer = asked.answer("hiring.vacancies", by=("ciuo2",))
    known = [row for row in answer.rows() if estimate_rows.number(row["fill_rate"]) is not None]
    known.sort(key=lambda row: (float(row["fill_rate"]), -float(row["posts"])))
    rows = [
        Row(
            Text("{name}: {posts} puestos", name=short(row["ciuo2"]), posts=Count(row["posts"])),
            {ONE: Estimate(float(row["fill_rate"]), None, None, "reliable")},
        )
        for row in known[:MOST]
    ]
    title = (
        Text("Qué parte de los puestos se llenó, por ocupación")
        if known
        else Text("No hay cifras publicables de cobertura por ocupación")
    )
    language, colors = current(), paint()
    with figure(
        answer,
        title=title,
        counted=Text(
            "De los puestos cuya vacante se cerró, la parte que se llenó; solo ocupaciones con "
            "cifra publicable, primero las que menos se llenan."
        ),
        key="unfilled",
    ):
        if rows:
            series = (Series(ONE, title, colors.demand),)
            charts.render(title, intervals.chart, tuple(rows), series, language, colors, True, True)


MOST = 10  # occupations drawn


def event_list(asked: ProgrammeQuestions) -> None:
    """Render the events of a place one by one, if the viewer works there."""
    if not asked.shows_working_detail:
        return
    answer = asked.answer("hiring.event_list")
    place_list.render(
        answer,
        Text("{count} evento", "{count} eventos", len(answer.frame)),
        Text("Solo para el trabajo del municipio: ferias, talleres y campañas del lugar."),
        ("nombre", "fecha", "companies_there", "posts"),
        "events",
    )
