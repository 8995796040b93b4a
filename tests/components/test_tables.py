from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from components import downloads, labels, tables
from data_access.answers import Answer
from data_access.answers.columns import ColumnError, Empty, Kind
from tests.components.examples import DAY, answer, gap, vacancies


def display(shown: Answer, language: str) -> Any:
    """A table's words under its headings, as a frame."""
    headings, rows = tables.sortable(shown, language)
    return pd.DataFrame(
        {one.said: [row[at].said for row in rows] for at, one in enumerate(headings)}
    )


def test_a_table_has_labels_numbers_by_language_and_words_where_there_is_no_number() -> None:
    spanish = display(vacancies(), "es")

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
    assert display(vacancies(), "en").iloc[0, 1] == "1,433"


def test_few_people_are_few_whatever_the_flag_says_of_the_demand() -> None:
    shown = display(gap(), "es")

    assert list(shown["Oferta registrada"]) == ["60", "pocas", "40"]
    assert list(shown["Vacantes"]) == ["1.433", "263", "no publicado"]
    assert list(shown["Brecha"]) == ["1.373", "pocas", "no publicado"]


def test_rows_without_a_figure_come_last_and_the_others_keep_their_order() -> None:
    shown, hidden = (vacancies().frame.to_dict("records")[i] for i in (0, 1))
    table = display(
        answer("labour.vacancies", [hidden, {**shown, "ciuo2": "83"}, {**shown, "ciuo2": "51"}]),
        "es",
    )

    assert [title.split()[0] for title in table["Ocupación"]] == [
        "Conductores",
        "Trabajadores",
        "Limpiadores",
    ]


def test_no_cell_is_blank() -> None:
    for shown in (display(vacancies(), "es"), display(gap(), "es")):
        assert not shown.isin(["", "nan", "None"]).any().any()


def test_zero_is_zero() -> None:
    rows = [{"completed": 123, "refused": 0, "unknown": 0, "ineligible": 0, "rate": 1.0}]

    assert list(display(answer("labour.response", rows), "es").iloc[0]) == [
        "123",
        "0",
        "0",
        "0",
        "100\xa0%",
    ]


def test_a_stratum_that_joined_no_other_says_so() -> None:
    rows = [{"estrato": "micro", "nombre": "Micro", "universe": 400, "joined_to": None}]

    assert display(answer("labour.strata", rows), "es").iloc[0, 3] == "ninguno"


def test_dates_are_written_out() -> None:
    rows = [{"encuesta": "EMP2025", "fecha_referencia": DAY}]

    assert display(answer("labour.surveys", rows), "es").iloc[0, 1] == ("30 de septiembre de 2025")


def test_a_file_keeps_codes_and_types_and_says_apart_why_a_number_is_not_there() -> None:
    columns, rows = tables.typed(vacancies(), "es")
    names = [column.name for column in columns]
    first, second = (dict(zip(names, row, strict=True)) for row in rows)

    assert (first["ciuo2"], first["estimate"], first["df"]) == ("51", 1433.333333, 121)
    assert first["ciuo2_label"] == "Trabajadores de los servicios personales"
    assert first["without_number"] is None
    assert (second["estimate"], second["flag"]) == (None, "not_published")
    assert second["without_number"].startswith("Vacantes: no publicado; Error estándar: no publ")
    assert second["ciiu"] is None


def test_a_file_calls_its_columns_as_the_reader_does() -> None:
    spanish, english = (tables.typed(gap(), language)[0] for language in ("es", "en"))

    assert [column.heading for column in spanish[:4]] == [
        "Lugar (código)",
        "Lugar",
        "Ocupación (código)",
        "Ocupación",
    ]
    assert [column.heading for column in english[:2]] == ["Place (code)", "Place"]
    assert [column.name for column in spanish] == [column.name for column in english]


def test_a_file_keeps_dates_as_dates() -> None:
    _, rows = tables.typed(answer("labour.surveys", [{"fecha_referencia": DAY}]), "es")

    assert rows == [[dt.date(2025, 9, 30), None]]


def test_a_column_that_does_not_speak_of_a_row_says_so_to_everybody() -> None:
    stages = [
        {"stage": "REG", "reached": 60, "rate": None, "imputed": None, "flag": None},
        {"stage": "CON", "reached": 12, "rate": None, "imputed": None, "flag": None},
    ]
    exact, adjusted = (
        display(
            answer(
                "hiring.funnel",
                [{**stage, "flag": flag} for stage in stages],
                adjusted=flag is not None,
            ),
            "es",
        )
        for flag in (None, "adjusted")
    )

    assert list(exact["De ellas, sin registro de la etapa"]) == ["sin dato", "no aplica"]
    assert list(exact["De la etapa anterior"]) == ["no aplica", "sin dato"]
    assert list(adjusted["De ellas, sin registro de la etapa"]) == ["pocas", "no aplica"]
    assert list(adjusted["Personas que la alcanzaron"]) == ["≈\xa060", "≈\xa012"]


def test_yes_and_no_are_words_in_a_table_and_in_a_file() -> None:
    rows = [{"nombre": "A", "active": True}, {"nombre": "B", "active": False}]
    directory = answer("community.directory", rows)

    assert list(display(directory, "es")["Activa"]) == ["Sí", "No"]
    assert list(display(directory, "en")["Active"]) == ["Yes", "No"]
    assert [row[1] for row in tables.typed(directory, "es")[1]] == ["Sí", "No"]


def test_an_hour_of_a_weekday_is_written_as_one_and_stays_a_number_in_a_file() -> None:
    week = answer("ventures.occupancy", [{"weekday": 1, "hour": 8, "seats_taken": 2.0}])

    assert list(display(week, "es").iloc[0]) == ["lunes", "08:00", "2,00"]
    assert tables.typed(week, "es")[1] == [[1, "lunes", 8, 2.0, None]]


def test_numbers_stand_to_the_right_and_are_sorted_by_what_the_files_hold() -> None:
    headings, rows = tables.sortable(gap(), "es")

    assert [one.number for one in headings] == [False, True, True, True, True, False]
    assert [one.said for one in rows[0][1:3]] == ["1.433", "60"]
    assert [one.value for one in rows[0][1:3]] == [pytest.approx(1433.3333), 60.0]


def test_what_holds_no_number_is_sorted_by_nothing() -> None:
    _headings, rows = tables.sortable(gap(), "es")

    assert [(one.said, one.value) for one in (row[2] for row in rows)] == [
        ("60", 60.0),
        ("pocas", None),
        ("40", 40.0),
    ]


def test_a_code_of_a_short_list_is_sorted_by_the_list() -> None:
    ages = answer("training.completion", [{"grupo_edad": "65+"}, {"grupo_edad": "15-17"}])

    assert [row[0].value for row in tables.sortable(ages, "es")[1]] == ["4", "0"]


def test_every_kind_has_a_form_in_tables_files_and_words() -> None:
    numeric = {kind for kind in Kind if kind.numeric}

    assert set(tables.FORMS) == numeric - {Kind.IN_UNIT}
    assert set(downloads.FORMATS) == set(labels.KINDS) == set(Kind)
    assert set(labels.EMPTY) == set(Empty)


def test_a_column_that_nobody_declared_is_an_error() -> None:
    with pytest.raises(ColumnError, match=r"labour\.gap declares no column secret"):
        display(answer("labour.gap", [{"secret": 1}]), "es")


def test_a_table_of_some_columns_marks_their_numbers_as_the_whole_one_does() -> None:
    headings, rows = tables.sortable(vacancies(), "es", ("ciuo2", "estimate"))
    whole = display(vacancies(), "es")

    assert [one.said for one in headings] == ["Ocupación", "Vacantes", "Intervalo de 95 %"]
    assert [[one.said for one in row] for row in rows] == whole.iloc[:, :3].values.tolist()
