"""Titles of the smaller figures: what may be said of places, perception and quality."""

from __future__ import annotations

import datetime as dt

from components import key_figures
from components.labour import comparison, perception_section, survey_trust
from components.labour.comparison import comparable, default_place
from data_access.answers import Withheld
from data_access.language import Text
from data_access.scope import Scope
from tests.components.examples import HIDDEN, answer, estimate, occupation

YEAR_AGO = dt.date(2024, 9, 30)
RATE = Text("Tasa de vacantes")


def test_manta_is_held_against_santo_domingo_unless_a_place_is_chosen() -> None:
    assert default_place("EC") == ("1308", "2301")
    assert default_place("1308") == ("1308", "2301")
    assert default_place("2301") == ("2301", "1308")
    assert default_place("13") == ("13", "23")
    assert default_place("13R") == ("13R", "2301")


def test_no_place_is_compared_with_its_own_part() -> None:
    assert not comparable("13", "1308")
    assert not comparable("1308", "1308")
    assert comparable("13R", "1308")


def test_places_differ_only_where_their_intervals_do() -> None:
    here, there = estimate(0.2, 0.18, 0.22), estimate(0.1, 0.08, 0.12)

    assert comparison.finding(RATE, "1308", "2301", {"1308": there, "2301": here}).to("es") == (
        "La tasa de vacantes es mayor en Santo Domingo (20\xa0%) que en Manta (10\xa0%)"
    )
    assert comparison.finding(RATE, "1308", "2301", {"1308": here, "2301": here}).to("es") == (
        "La tasa de vacantes de Manta no se distingue de la de Santo Domingo"
    )
    assert comparison.finding(RATE, "1308", "2301", {"1308": here, "2301": HIDDEN}).to("es") == (
        "Entre Manta y Santo Domingo no se puede comparar la tasa de vacantes"
    )


def test_occupations_published_in_one_place_stand_beside_a_word_for_the_other() -> None:
    rows = comparison.by_occupation(
        {
            "1308": [occupation("51", estimate(669, 581, 757), 1), occupation("91", HIDDEN, 1)],
            "2301": [occupation("51", HIDDEN, 1), occupation("91", HIDDEN, 1)],
        }
    )

    assert [row.name.to("es") for row in rows] == ["Cocineros y meseros"]
    assert rows[0].estimates["2301"] == HIDDEN


def test_a_change_is_told_only_where_the_intervals_allow() -> None:
    before = estimate(0.2, 0.18, 0.22)

    def told(now: object) -> str:
        figure = key_figures.of_estimate(RATE, now, True, before, YEAR_AGO)  # type: ignore[arg-type]
        return figure.change.to("es") if figure.change else ""

    assert told(estimate(0.21, 0.19, 0.23)) == "No se distingue de 2024 (20\xa0%)."
    assert told(estimate(0.3, 0.28, 0.32)) == "Más que en 2024 (20\xa0%)."
    assert told(estimate(0.1, 0.08, 0.12)) == "Menos que en 2024 (20\xa0%)."
    assert told(HIDDEN) == ""


def test_a_withheld_key_figure_says_why_in_words() -> None:
    figure = key_figures.of_estimate(RATE, HIDDEN, True)

    assert (figure.value, figure.said.to("es")) == (None, "No publicado")
    people = key_figures.of_people(RATE, None, RATE, 100, YEAR_AGO)
    assert (people.value, people.said.to("es")) == (None, "Pocas personas")
    assert people.change is None


def test_two_barriers_that_cannot_be_told_apart_share_the_title() -> None:
    barriers = {
        "DOCUMENTOS": estimate(0.4, 0.33, 0.47),
        "COSTO": estimate(0.36, 0.3, 0.42),
        "NINGUNA": estimate(0.6, 0.5, 0.7),
        "OTRA": HIDDEN,
    }

    assert (
        perception_section.barriers_sentence(barriers)
        .to("es")
        .startswith("Las barreras más citadas")
    )
    assert perception_section.ordered(barriers) == ["DOCUMENTOS", "COSTO", "OTRA", "NINGUNA"]
    apart = barriers | {"COSTO": estimate(0.2, 0.15, 0.25)}
    assert perception_section.barriers_sentence(apart).to("es") == (
        "La barrera más citada es «Documentos de identidad o permiso de trabajo»: "
        "40\xa0% de las empresas"
    )
    assert (
        perception_section.barriers_sentence({"OTRA": HIDDEN})
        .to("es")
        .startswith("Ninguna barrera")
    )


def test_willing_employers_of_a_sample_not_drawn_by_chance_are_those_asked() -> None:
    assert perception_section.willing_sentence(estimate(0.6)).to("es") == (
        "El 60\xa0% de las empresas consultadas contrataría a personas en movilidad"
    )
    assert "(entre 51\xa0% y 68\xa0%)" in perception_section.willing_sentence(
        estimate(0.6, 0.51, 0.68)
    ).to("es")


def test_what_was_not_published_is_said_with_its_reason() -> None:
    by_occupation = Scope("1308", by=("ciuo2",))
    lines = survey_trust.withheld(
        [
            answer(
                "labour.vacancies",
                [{}] * 40,
                scope=by_occupation,
                withheld=(Withheld("not_published", 36),),
            ),
            answer(
                "labour.gap",
                [{}] * 40,
                scope=by_occupation,
                withheld=(Withheld("few", 1), Withheld("not_published", 36)),
            ),
            answer("labour.barriers", [{}] * 9, withheld=(Withheld("not_published", 6),)),
        ]
    )

    assert [line.to("es").split(":")[0] for line in lines] == [
        "Vacantes",
        "Brecha entre vacantes y oferta registrada",
        "Empresas que citan la barrera",
    ]
    assert "36 de 40 cifras no publicadas: menos de 3 empresas" in lines[0].to("es")
    assert "6 de 9 cifras no publicadas: respondieron menos de 10" in lines[2].to("es")


def test_a_low_response_is_a_warning() -> None:
    low = answer("labour.response", [{"rate": 0.31}])

    assert survey_trust.finding(low).to("es").startswith("Respondió solo el 31\xa0%")
