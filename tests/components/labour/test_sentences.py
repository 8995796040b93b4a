"""Every branch of the headline: it never says what the data do not carry."""

from __future__ import annotations

from components.estimate_values import Estimate
from components.labour.labour_rows import Occupation
from components.labour.sentences import headline
from data_access.language import Text
from tests.components.examples import HIDDEN, estimate, occupation

MANTA = Text("Manta")
ALL = estimate(1500, 1400, 1600)
SURE = occupation("51", estimate(669, 581, 757), 60)
ALSO = occupation("23", estimate(227, 189, 265), 150)
UNSURE = occupation("83", estimate(120, 70, 170), 90)
PLENTY = occupation("52", estimate(400, 337, 465), 900)
ABSENT = occupation("91", HIDDEN, 40)


def said(
    *found: Occupation,
    total: Estimate = ALL,
    probability: bool = True,
    only: str | None = None,
) -> str:
    result = headline(MANTA, list(found), total, probability, only)
    return " ".join(text.to("es") for text in (result.finding, *result.details))


def test_a_sure_shortage_is_named_with_its_uncertainty() -> None:
    assert said(SURE, PLENTY) == (
        "En Manta faltan cocineros y meseros. "
        "Cocineros y meseros: unas 669 vacantes (entre 581 y 757, con 95 % de confianza) frente "
        "a 60 personas inscritas en la bolsa de empleo."
    )


def test_several_shortages_are_named_largest_first_and_what_is_withheld_is_counted() -> None:
    sentence = said(ALSO, SURE, ABSENT)

    assert sentence.startswith("En Manta faltan cocineros y meseros, y docentes. ")
    assert sentence.endswith("De otra ocupación la encuesta no da una cifra publicable.")
    assert "no es seguro" not in sentence


def test_shortages_that_cannot_be_told_apart_are_not_put_in_order() -> None:
    sentence = said(SURE, occupation("23", estimate(640, 540, 740), 30))

    assert "Cuál de ellas falta más no se distingue." in sentence


def test_an_imprecise_shortage_says_so() -> None:
    sentence = said(occupation("51", estimate(669, 400, 940, "caution"), 60))

    assert "Es una estimación poco precisa: úsela con precaución." in sentence


def test_few_registered_people_stay_few() -> None:
    sentence = said(occupation("83", estimate(263, 209, 317), None, "few"))

    assert "frente a pocas personas inscritas" in sentence


def test_where_the_error_admits_both_the_sentence_does_too() -> None:
    assert said(UNSURE, PLENTY).startswith(
        "En Manta podrían faltar conductores, pero no es seguro. "
        "Se estiman más vacantes que personas inscritas"
    )


def test_only_surplus_is_no_shortage() -> None:
    sentence = said(PLENTY)

    assert sentence.startswith("En Manta no falta personal en ninguna de las ocupaciones")
    assert "vendedores: unas 400 vacantes" in sentence
    assert "900 personas inscritas" in sentence


def test_neither_shortage_nor_surplus_is_called_undistinguished() -> None:
    sentence = said(occupation("83", estimate(80, 60, 100), 90), PLENTY)

    assert sentence.startswith("En Manta no se distingue falta de personal")


def test_without_supply_vacancies_stand_alone() -> None:
    sentence = said(occupation("51", estimate(669, 581, 757), None, "unknown"))

    assert sentence.startswith("En Manta hay unas 669 vacantes")
    assert "no hay datos de oferta registrada" in sentence


def test_a_place_without_a_survey_says_that_nothing_is_known() -> None:
    sentence = said(total=Estimate(None, None, None, "unknown"))

    assert sentence == "En Manta no se ha encuestado a empresas: no se sabe qué personal falta."


def test_a_survey_too_small_for_occupations_says_how_many_answered() -> None:
    sentence = said(ABSENT, total=estimate(None, flag="not_published", n=8))

    assert sentence == (
        "En Manta respondieron 8 empresas, y no bastan para decir qué ocupaciones faltan: "
        "ninguna estimación es lo bastante precisa."
    )


def test_without_any_occupation_the_total_is_said_where_it_can_be() -> None:
    assert said(ABSENT).endswith(
        "En conjunto hay unas 1.500 vacantes (entre 1.400 y 1.600, con 95 % de confianza)."
    )


def test_a_sample_not_drawn_by_chance_speaks_of_itself_only() -> None:
    sentence = said(
        occupation("51", estimate(12, flag="caution"), 5),
        total=estimate(12, flag="caution"),
        probability=False,
    )

    assert sentence.startswith(
        "Las empresas consultadas en Manta buscan, entre otras, cocineros y meseros. "
        "La muestra no es probabilística"
    )
    assert "faltan" not in sentence


def test_one_occupation_asked_for_is_answered_about_alone() -> None:
    assert said(SURE, only="51").startswith("En Manta faltan cocineros y meseros. Hay unas 669")
    assert said(PLENTY, only="52").startswith(
        "En Manta hay más personas inscritas que vacantes de vendedores."
    )
    assert said(UNSURE, only="83").startswith("En Manta no se distingue si faltan conductores.")
    assert said(ABSENT, only="91") == (
        "En Manta la encuesta no permite publicar cuántas vacantes hay de limpiadores."
    )


def test_the_headline_is_whole_in_english_too() -> None:
    result = headline(MANTA, [SURE, ALSO, ABSENT], ALL, True)

    assert result.finding.to("en").startswith("In Manta")
