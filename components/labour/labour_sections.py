"""The sections of the labour page, top to bottom; each renders answers about one place."""

from __future__ import annotations

import streamlit as st

from components import charts, intervals, key_figures, labels
from components.estimate_values import by_code, only
from components.figure import TableShown, figure, sources, swatch
from components.key_figures import Compared
from components.labour import demand_section, perception_section, quadrant, survey_trust
from components.labour.labour_questions import LabourQuestions
from components.labour.sentences import headline
from components.occupations import short
from components.reader_language import _, current
from components.templating import render_template
from components.theme import paint
from data_access import territory
from data_access.language import Text


def opening(asked: LabourQuestions) -> None:
    """Render the main finding in a sentence, its figures, and how precise it is."""
    language = current()
    said = headline(
        labels.place_in_sentence(asked.chosen.territory),
        asked.occupations,
        only(asked.total),
        asked.survey is None or asked.survey.probability,
        asked.chosen.get("ciuo2"),
    )
    st.header(said.finding.to(language), anchor=False)
    figures(asked)
    if said.details:
        with st.container(key="opening"):
            st.markdown(" ".join(detail.to(language) for detail in said.details))
    sources((asked.vacancies, asked.gap), language)


def figures(asked: LabourQuestions) -> None:
    """Render vacancies, vacancy rate, hard-to-fill share and registered supply."""
    before, found = asked.before, estimates(asked)
    when = found[0].when
    whole_country = asked.scope.territory == territory.COUNTRY and not asked.scope.get("ciuo2")
    key_figures.render(
        [
            *key_figures.of_surveys(found),
            key_figures.of_people(
                Text("Oferta registrada"),
                asked.persons,
                Text(
                    "Personas inscritas en la bolsa de empleo hasta el {date}.",
                    date=asked.supply.as_of,
                )
                if whole_country and asked.supply.as_of
                else Text("Personas inscritas en la bolsa de empleo a la fecha de la encuesta."),
                None if whole_country or before is None else before.persons,
                when,
                asked.supply.adjusted,
            ),
        ]
    )


def estimates(asked: LabourQuestions) -> list[Compared]:
    """Return vacancies, vacancy rate and hard-to-fill share beside those of the survey before."""
    before = asked.before
    when = before.survey.date if before is not None and before.survey is not None else None
    measures = (
        (Text("Vacantes"), "total", False),
        (Text("Tasa de vacantes"), "rate", True),
        (Text("Difíciles de cubrir"), "hard", True),
    )
    return [
        Compared(
            label,
            only(getattr(asked, name)),
            share,
            only(getattr(before, name)) if before else None,
            when,
        )
        for label, name, share in measures
    ]


def demand_and_supply(asked: LabourQuestions) -> None:
    """Render vacancies against registered supply, occupation by occupation."""
    language, colors = current(), paint()
    drawn = demand_section.charted_occupations(asked.occupations)
    with figure(
        asked.gap,
        asked.vacancies,
        title=demand_section.finding(asked.occupations),
        counted=Text(
            "Vacantes estimadas, con su intervalo de 95 %, y personas inscritas en la bolsa de "
            "empleo que buscan esa ocupación. Nombres cortos de la CIUO-08; el título oficial está "
            "en la tabla."
        ),
        key="demand",
        legend=(
            swatch(colors.supply, Text("Oferta registrada")),
            swatch(colors.demand, Text("Vacantes")),
            swatch(colors.demand_light, Text("≈ Vacantes, con precaución"), "light", colors.demand),
            swatch(colors.ink, Text("Intervalo de 95 %"), "line"),
        ),
    ):
        if drawn:
            finding = demand_section.finding(asked.occupations)
            charts.render(finding, demand_section.chart, tuple(drawn), language, colors)
        else:
            st.info(_("Ninguna ocupación tiene una cifra de vacantes que se pueda publicar."))
        absent = demand_section.not_drawn(asked.occupations)
        if absent is not None:
            with st.expander(absent.title.to(language), type="compact"):
                st.caption(absent.names.to(language))


def hard_to_fill(asked: LabourQuestions) -> None:
    """Render the gap against the hard-to-fill share."""
    language, colors = current(), paint()
    drawn = quadrant.points(asked.occupations, asked.hard_of)
    if not drawn:
        return
    finding = quadrant.finding(drawn)
    with figure(
        asked.hard_by_occupation,
        asked.gap,
        title=finding,
        counted=Text(
            "Hacia la derecha, más vacantes que personas inscritas; hacia arriba, mayor parte de "
            "las vacantes difícil de cubrir. Solo ocupaciones con ambas cifras publicadas."
        ),
        key="quadrant",
        legend=(
            swatch(colors.demand, Text("Falta y cuesta cubrirla, con seguridad"), "dot"),
            swatch(colors.neutral, Text("Las demás"), "dot"),
            swatch(colors.ink, Text("Úsese con precaución"), "hollow"),
        ),
    ):
        charts.render(finding, quadrant.chart, tuple(drawn), language, colors)
        names = [short(point.occupation.code).to(language) for point in drawn]
        st.html(render_template("labour/numbered.html", names=names))


def perceived(asked: LabourQuestions) -> None:
    """Render what companies answered about hiring people on the move."""
    language, colors = current(), paint()
    willing = only(asked.willing)
    named = by_code(asked.barriers, "barrera")
    series = (intervals.Series(perception_section.SERIES, Text("Empresas"), colors.neutral),)
    finding = perception_section.willing_sentence(willing)
    with figure(
        asked.willing,
        title=finding,
        counted=Text("Empresas que respondieron sí o no, ponderadas; intervalo de 95 %."),
        key="willing",
    ):
        if willing.shown:
            row = intervals.Row(
                Text("Dispuestas a contratar"), {perception_section.SERIES: willing}
            )
            charts.render(finding, intervals.chart, (row,), series, language, colors, True, True)
    if not named:
        return
    finding = perception_section.barriers_sentence(named)
    with figure(
        asked.barriers,
        title=finding,
        counted=Text("Parte de las empresas que menciona cada barrera; pueden mencionar varias."),
        key="barriers",
    ):
        rows = tuple(perception_section.rows(named))
        charts.render(finding, intervals.chart, rows, series, language, colors, True)


def survey_quality(asked: LabourQuestions) -> None:
    """Render who answered, the strata, and what was not published and why."""
    language = current()
    finding = survey_trust.finding(asked.response)
    with figure(
        asked.response,
        title=finding,
        counted=Text("Empresas de la muestra según el resultado del contacto."),
        key="response",
    ):
        if len(asked.response.frame):
            companies = survey_trust.outcomes(asked.response)
            charts.render(finding, survey_trust.chart, companies, language, paint())
    if len(asked.strata.frame):
        with figure(
            asked.strata,
            title=survey_trust.of_strata(asked.strata),
            counted=Text(
                "Estratos con empresas en este lugar; el universo es el de todo el estrato."
            ),
            key="strata",
            table=TableShown(opened=True),
        ):
            pass
    said = survey_trust.withheld(
        [asked.vacancies, asked.hard_by_occupation, asked.gap, asked.willing, asked.barriers]
    )
    if said:
        st.markdown(f"**{_('Qué no se publicó, y por qué')}**")
        st.markdown("\n".join(f"- {line.to(language)}" for line in said))
