"""Titles of the smaller figures: what may be said of places, perception and quality."""

from __future__ import annotations

import datetime as dt

from components import key_figures
from components.estimate_values import Estimate
from components.intervals import Row
from components.key_figures import Compared
from components.labour import comparison, perception_section, survey_trust
from components.labour.comparison import comparable, default_place
from data_access.answers import Withheld
from data_access.language import Text
from data_access.measures.figures import Surveyed
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


def test_places_differ_only_where_their_difference_is_told_apart() -> None:
    here, there = estimate(0.2, 0.18, 0.22), estimate(0.1, 0.08, 0.12)

    def finding(manta: Estimate, santo_domingo: Estimate) -> str:
        row = Row(RATE, {"1308": manta, "2301": santo_domingo})
        return comparison.finding([row], "1308", "2301").to("es")

    assert finding(there, here) == (
        "La tasa de vacantes es mayor en Santo Domingo (20\xa0%) que en Manta (10\xa0%)"
    )
    assert finding(here, here) == (
        "La tasa de vacantes de Manta no se distingue de la de Santo Domingo"
    )
    assert finding(here, HIDDEN) == (
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


def change(now: Estimate, before: Estimate | None) -> str:
    (figure,) = key_figures.of_surveys([Compared(RATE, now, True, before, YEAR_AGO)])
    return figure.change.to("es") if figure.change else ""


def test_a_change_is_told_only_where_the_difference_is_told_apart() -> None:
    before = estimate(0.2, 0.18, 0.22)

    assert change(estimate(0.21, 0.19, 0.23), before) == "No se distingue de 2024 (20\xa0%)."
    assert change(estimate(0.3, 0.28, 0.32), before) == "Más que en 2024 (20\xa0%)."
    assert change(estimate(0.1, 0.08, 0.12), before) == "Menos que en 2024 (20\xa0%)."
    assert change(HIDDEN, before) == ""


def test_a_rise_that_the_test_finds_is_not_called_none_because_intervals_touch() -> None:
    """4.53 % (SE .181) and 5.19 % (SE .170): z is 2.65, and the intervals nearly touch."""

    def of(value: float, se: float) -> Estimate:
        half = 1.96 * se
        told = Surveyed(value / 100, se / 100, 300)
        return Estimate(
            value / 100, (value - half) / 100, (value + half) / 100, "reliable", 400, told
        )

    assert change(of(5.19, 0.170), of(4.53, 0.181)) == "Más que en 2024 (4,5\xa0%)."


def test_where_nothing_was_tested_both_values_stand_and_no_sameness_is_said() -> None:
    now, before = estimate(0.35, flag="caution"), estimate(0.85, flag="caution")

    assert change(now, before) == "En 2024: 85\xa0%. No se comparan."


def test_a_withheld_key_figure_says_why_in_words() -> None:
    (figure,) = key_figures.of_surveys([Compared(RATE, HIDDEN, True, None, None)])

    assert (figure.value, figure.said.to("es")) == (None, "No publicado")
    people = key_figures.of_people(RATE, None, RATE, 100, YEAR_AGO)
    assert (people.value, people.said.to("es")) == (None, "Pocas personas")
    assert people.change is None


def test_no_barrier_is_named_first_that_is_not_told_apart_from_every_other() -> None:
    barriers = {
        "DOCUMENTOS": estimate(0.4, 0.33, 0.47),
        "COSTO": estimate(0.36, 0.3, 0.42),
        "NINGUNA": estimate(0.6, 0.5, 0.7),
        "OTRA": HIDDEN,
    }

    assert perception_section.barriers_sentence(barriers).to("es") == (
        "No se distingue cuál es la barrera más citada"
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
