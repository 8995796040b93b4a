"""The sections of the page of training, top to bottom."""

from __future__ import annotations

import streamlit as st

from components import charts, comparing, group_colors, key_figures, labels, place_list, places
from components.atlas import Look
from components.comparing import GroupSentences
from components.estimate_values import Estimate
from components.figure import figure, sources
from components.intervals import Row
from components.key_figures import KeyFigure
from components.programme_results import (
    beside,
    cross_table,
    estimate_rows,
    group_choice,
    milestones,
    trend,
)
from components.programme_results.cross_table import Crossed
from components.programme_results.estimate_rows import Of
from components.programme_results.programme_questions import ProgrammeQuestions
from components.programme_results.result_figures import (
    CIRCLES,
    ONE,
    ShareRows,
    card_of_people,
    cards_of_shares,
    counted,
    one_series,
    shares,
    where,
)
from components.reader_language import _, current
from components.theme import paint
from components.words import Count, Decimal, Percent
from data_access import lists
from data_access.answers import Answer
from data_access.language import Text
from data_access.viewer import sees_exact_people

SPLITS = ("sexo", "situacion", "nacionalidad", "grupo_edad")
COMPLETED, PLACED = Of("completed", "enrolled"), Of("placed", "observed")
TRAINED = Crossed(
    "training.reach",
    "persons",
    Text("Personas capacitadas"),
    Text("Personas distintas que asistieron al menos a una sesión."),
)
COMPLETING = GroupSentences(
    more_and_less=lambda **parts: Text(
        "Frente a «{reference}» ({share}), completan más {more}, y menos {less}", **parts
    ),
    more=lambda **parts: Text("Frente a «{reference}» ({share}), completan más {more}", **parts),
    less=lambda **parts: Text("Frente a «{reference}» ({share}), completan menos {less}", **parts),
    same=lambda **parts: Text(
        "Ningún grupo se distingue de «{reference}» ({share}) en completar", **parts
    ),
    untested=Text("Personas que completaron, por grupo"),
)


def opening(asked: ProgrammeQuestions) -> bool:
    """Render how many people training reached; return False where nothing is known."""
    reach, cascade = asked.answer("training.reach"), asked.answer("training.multiplication")
    language, place = current(), where(asked.scope.territory)
    if reach.as_of is None:
        st.header(_("Todavía no hay datos de formación"), anchor=False)
        st.markdown(_("Faltan las hojas «cursos», «sesiones» y «asistencia_sesiones»."))
        return False
    persons = estimate_rows.number(estimate_rows.only(reach)["persons"])
    trainees = estimate_rows.number(estimate_rows.only(cascade)["trainees"])
    empty = estimate_rows.only(reach)["flag"] == "unknown"
    if persons is None and empty:
        said = estimate_rows.nothing_yet(place)
    elif persons is None:
        said = Text("En {place} son pocas las personas capacitadas para trabajar", place=place)
    elif trainees is None:
        said = Text(
            "En {place}, {persons} personas se capacitaron para trabajar o emprender",
            place=place,
            persons=counted(reach, estimate_rows.only(reach), "persons"),
        )
    else:
        said = Text(
            "En {place}, {persons} personas se capacitaron para trabajar o emprender; los cursos "
            "en cascada llegaron a {trainees}",
            place=place,
            persons=counted(reach, estimate_rows.only(reach), "persons"),
            trainees=counted(cascade, estimate_rows.only(cascade), "trainees"),
        )
    st.header(said.to(language), anchor=False)
    if persons is None and not empty:
        st.markdown(_("Con tan pocas, un número diría algo de una persona: no se publica."))
    sources((reach, cascade), language)
    return True


def completed(asked: ProgrammeQuestions) -> Estimate:
    """Return the share of those enrolled who completed."""
    answer = asked.answer("training.completion")
    return estimate_rows.share(answer, estimate_rows.only(answer), COMPLETED)


def placed(asked: ProgrammeQuestions) -> Estimate:
    """Return the share of those who completed that had a job within 180 days."""
    answer = asked.answer("training.employment")
    return estimate_rows.share(answer, estimate_rows.only(answer), PLACED)


def figures(asked: ProgrammeQuestions) -> None:
    """Render reach, completion, gain, and trainers who teach."""
    before = asked.before
    cards = [
        card_of_people(
            asked,
            Text("Personas capacitadas"),
            "training.reach",
            "persons",
            Text("Para trabajar o emprender."),
        ),
        *cards_of_shares(
            [
                (
                    Text("Completaron"),
                    completed(asked),
                    None if before is None else completed(before),
                )
            ],
            asked.named,
        ),
        gain_card(asked),
        trainers_card(asked),
    ]
    key_figures.render(cards)
    beside.render(asked)


def gain_card(asked: ProgrammeQuestions) -> KeyFigure:
    """Return the mean gain in points, with its interval for those who see exact figures."""
    row = estimate_rows.only(asked.answer("training.gain"))
    mean, label = estimate_rows.number(row["mean_gain"]), Text("Ganancia media")
    if mean is None:
        return KeyFigure(label, None, labels.FLAGS[estimate_rows.flag_of(row)])
    low, high = estimate_rows.number(row["ci_low"]), estimate_rows.number(row["ci_high"])
    said = Text("Puntos de 100, de antes a después.")
    if low is not None and high is not None:
        said = Text(
            "Puntos de 100; entre {low} y {high}.", low=Decimal(low, 1), high=Decimal(high, 1)
        )
    return KeyFigure(label, Decimal(mean, 1), said)


def trainers_card(asked: ProgrammeQuestions) -> KeyFigure:
    """Return how many of the certified trainers have taught; exact, as they act in office."""
    row = estimate_rows.only(asked.answer("training.multiplication"))
    share, label = estimate_rows.number(row["activation"]), Text("Formadores activos")
    if share is None:
        return KeyFigure(label, None, labels.FLAGS["unknown"])
    said = Text(
        "{active} de {certified} certificados.",
        active=Count(row["active"]),
        certified=Count(row["certified"]),
    )
    return KeyFigure(label, Percent(share), said)


def over_time(asked: ProgrammeQuestions) -> None:
    """Render the people trained in each quarter."""
    answer = asked.answer("people.over_time", measure="trained")
    points = tuple(
        (
            ONE,
            row["period"],
            estimate_rows.number(row["persons"]),
            counted(answer, row, "persons").to(current()),
        )
        for row in answer.rows()
    )
    if sum(value is not None for _k, _d, value, _s in points) < 2:
        return
    happened = milestones.during(asked, (day for _k, day, _v, _s in points))
    title = Text("Personas capacitadas en cada trimestre")
    names = ((ONE, title.to(current()), paint().supply),)
    with figure(
        answer,
        *happened.answers,
        title=title,
        counted=Text("Quien vuelve en otro trimestre cuenta en los dos: no se suman."),
        key="training-over-time",
        listed=happened.listed,
    ):
        marks = happened.marks(current())
        charts.render(title, trend.chart, points, names, current(), paint(), marks)


def crossed(asked: ProgrammeQuestions) -> None:
    """Render the people trained by two groups at once, and of one group of a third."""
    cross_table.render(asked, TRAINED, "trained-crossed")


def kinds(asked: ProgrammeQuestions) -> None:
    """Render people by kind of course; the kinds overlap."""
    answer = asked.answer("training.reach", by=("tipo",))
    found = {
        row["tipo"]: estimate_rows.people(answer, row, "persons", apart=False)
        for row in answer.rows()
    }
    if all(one.value is None for one in found.values()):
        return
    # Whoever took two kinds is in both: which reaches most is not asked.
    title = Text("A cuántas personas llega cada tipo de curso")
    rows = tuple(Row(lists.COURSE[code], {ONE: one}) for code, one in found.items())
    with figure(
        answer,
        title=title,
        counted=Text(
            "Personas distintas que asistieron a cada tipo de curso. Quien fue a dos está en los "
            "dos: no se suman."
        ),
        key="kinds",
    ):
        one_series(title, rows, paint().supply)


def side_by_side(asked: ProgrammeQuestions) -> None:
    """Render completion of each group; the reader chooses the dimension."""
    split = group_choice.pick(asked, SPLITS, "training")
    if split is None:
        return
    answer = asked.answer("training.completion", by=(split,))
    found = {row[split]: estimate_rows.share(answer, row, COMPLETED) for row in answer.rows()}
    enrolled = {row[split]: counted(answer, row, "enrolled") for row in answer.rows()}
    reference = comparing.reference_of(split, list(found))
    verdicts = comparing.against(found, reference) if reference else {}
    title = comparing.of_groups(labels.codes(split), found, reference, verdicts, COMPLETING)
    rows = [
        Row(
            Text(
                "{name}: {count} inscritas",
                name=labels.codes(split)[code],
                count=enrolled[code],
            ),
            {ONE: one},
            group_colors.color(split, code, paint()),
        )
        for code, one in found.items()
    ]
    what = Text("De las personas inscritas de cada grupo, las que completaron, con su intervalo.")
    shares(answer, title, what, "training-split", ShareRows(rows, whole=True))


def gained(asked: ProgrammeQuestions) -> None:
    """Render the gain in knowledge by kind of course, and its distribution."""
    answer = asked.answer("training.gain", by=("tipo",))
    found = {
        row["tipo"]: estimate_rows.people(answer, row, "mean_gain", apart=False)
        for row in answer.rows()
    }
    told = {code: one for code, one in found.items() if one.value is not None}
    if not told:
        return
    overall = estimate_rows.number(estimate_rows.only(asked.answer("training.gain"))["mean_gain"])
    title = (
        Text("La nota cambia en {gain} puntos de 100, en promedio", gain=Decimal(overall, 1))
        if overall
        else Text("Cuánto sube la nota")
    )
    rows = tuple(Row(lists.COURSE[code], {ONE: one}) for code, one in told.items())
    answers = [answer]
    exact = sees_exact_people(asked.viewer)
    if exact:
        answers.append(asked.answer("training.gain_spread"))
    with figure(
        *answers,
        title=title,
        counted=Text(
            "Media de lo que sube la nota, de quienes la tienen antes y después. Sin grupo de "
            "comparación, parte puede deberse a repetir la prueba."
        ),
        key="gain",
    ):
        one_series(title, rows, paint().neutral)
        if exact:
            _spread(answers[1])


def _spread(answer: Answer) -> None:
    """Render how many people gained how much, which a mean does not show."""
    bands = answer.rows()
    total = sum(int(band["persons"]) for band in bands)
    if not total:
        return
    rows = tuple(
        Row(
            Text(
                "De {low} a {high} puntos: {count}",
                low=Count(band["from"]),
                high=Count(band["until"]),
                count=Count(band["persons"]),
            ),
            {ONE: Estimate(int(band["persons"]) / total, None, None, "reliable")},
        )
        for band in bands
    )
    title = Text("Cuántas personas ganaron cuánto")
    st.caption(title.to(current()))
    one_series(title, rows, paint().neutral, True)


def employed(asked: ProgrammeQuestions) -> None:
    """Render who completed and had a job within half a year, by kind of course."""
    answer = asked.answer("training.employment", by=("tipo",))
    found = {
        row["tipo"]: estimate_rows.share(answer, row, PLACED)
        for row in answer.rows()
        if row["tipo"] in lists.SKILLS
    }
    overall = placed(asked)
    title = (
        Text(
            "De quienes completaron, el {share} tenía trabajo a los 180 días",
            share=Percent(overall.value),
        )
        if overall.value is not None
        else Text("Trabajo después del curso")
    )
    rows = [Row(lists.COURSE[code], {ONE: one}) for code, one in found.items()]
    what = Text(
        "De quienes completaron hace al menos 180 días, con su intervalo. No es una estimación "
        "causal: parte lo habría conseguido sin el curso."
    )
    shares(answer, title, what, "employment", ShareRows(rows))


LOOK = Look(
    title=Text("Personas capacitadas por cada mil"),
    counted=Text("Personas capacitadas por cada mil de la población objetivo del programa."),
    ramp="supply_ramp",
)


def mapped(asked: ProgrammeQuestions) -> None:
    """Render the coverage of each part of the place on a map."""
    answer = asked.by_place("training.coverage")
    rows = answer.rows()
    found = {
        row["territory"]: estimate_rows.people(answer, row, "per_thousand", apart=False)
        for row in rows
    }
    sizes = {
        row["territory"]: None
        if estimate_rows.number(row["persons"]) is None
        else int(float(row["persons"]))
        for row in rows
    }
    places.render(
        places.PlaceMap(LOOK, answer, found, sizes, CIRCLES, asked.mapped, asked.scope.territory)
    )


def session_list(asked: ProgrammeQuestions) -> None:
    """Render the sessions of a place one by one, for those who see its working lists."""
    if not asked.shows_working_detail:
        return
    answer = asked.answer("training.session_list")
    place_list.render(
        answer,
        Text("{count} sesión", "{count} sesiones", len(answer.frame)),
        Text("Solo para el trabajo del municipio: cada sesión, sin las personas."),
        ("nombre", "fecha", "horas"),
        "sessions",
    )
