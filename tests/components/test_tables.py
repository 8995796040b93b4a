from __future__ import annotations

import datetime as dt

from components import tables
from tests.components.examples import DAY, answer, gap, vacancies


def test_a_table_has_labels_numbers_by_language_and_words_where_there_is_no_number() -> None:
    spanish = tables.display(vacancies(), "es")

    assert list(spanish.columns) == [
        "Ocupación",
        "Vacantes",
        "Intervalo de 95 %",
        "Coeficiente de variación",
        "n",
        "Confiabilidad",
    ]
    assert list(spanish.iloc[0]) == [
        "Trabajadores de los servicios personales",
        "1.433",
        "entre 1.235 y 1.631",
        "7,0\xa0%",
        "123",
        "Confiable",
    ]
    assert list(spanish.iloc[1]) == [
        "Limpiadores y asistentes",
        "no publicado",
        "no publicado",
        "no publicado",
        "123",
        "No publicado",
    ]


def test_english_numbers_are_english() -> None:
    assert tables.display(vacancies(), "en").iloc[0, 1] == "1,433"


def test_few_people_are_few_whatever_the_flag_says_of_the_demand() -> None:
    shown = tables.display(gap(), "es")

    assert list(shown["Oferta registrada"]) == ["60", "pocas", "40"]
    assert list(shown["Vacantes"]) == ["1.433", "263", "no publicado"]
    assert list(shown["Brecha"]) == ["1.373", "pocas", "no publicado"]


def test_rows_without_a_figure_come_last_and_the_others_keep_their_order() -> None:
    shown, hidden = (vacancies().frame.to_dict("records")[i] for i in (0, 1))
    table = tables.display(
        answer("labour.vacancies", [hidden, {**shown, "ciuo2": "83"}, {**shown, "ciuo2": "51"}]),
        "es",
    )

    assert [title.split()[0] for title in table["Ocupación"]] == [
        "Conductores",
        "Trabajadores",
        "Limpiadores",
    ]


def test_no_cell_is_blank() -> None:
    for shown in (tables.display(vacancies(), "es"), tables.display(gap(), "es")):
        assert not shown.isin(["", "nan", "None"]).any().any()


def test_zero_is_zero() -> None:
    rows = [{"completed": 123, "refused": 0, "unknown": 0, "ineligible": 0, "rate": 1.0}]

    assert list(tables.display(answer("labour.response", rows), "es").iloc[0]) == [
        "123",
        "0",
        "0",
        "0",
        "100\xa0%",
    ]


def test_a_stratum_that_joined_no_other_says_so() -> None:
    rows = [{"estrato": "micro", "nombre": "Micro", "universe": 400, "joined_to": None}]

    assert tables.display(answer("labour.strata", rows), "es").iloc[0, 3] == "ninguno"


def test_dates_are_written_out() -> None:
    rows = [{"encuesta": "EMP2025", "fecha_referencia": DAY}]

    assert tables.display(answer("labour.surveys", rows), "es").iloc[0, 1] == (
        "30 de septiembre de 2025"
    )


def test_a_file_keeps_codes_types_and_reasons() -> None:
    headings, rows = tables.typed(vacancies(), "es")
    first = dict(zip([heading for heading, _ in headings], rows[0], strict=True))
    second = dict(zip([heading for heading, _ in headings], rows[1], strict=True))

    assert (first["ciuo2"], first["estimate"], first["df"]) == ("51", 1433.333333, 121)
    assert first["Ocupación"] == "Trabajadores de los servicios personales"
    assert (second["estimate"], second["flag"]) == ("no publicado", "not_published")
    assert second["ciiu"] == ""


def test_a_file_keeps_dates_as_dates() -> None:
    _, rows = tables.typed(answer("labour.surveys", [{"fecha_referencia": DAY}]), "es")

    assert rows == [[dt.date(2025, 9, 30)]]
