"""What an address chooses of the table by two groups, and what its cells say."""

from __future__ import annotations

import pytest

from components.programme_results.cross_table import Chosen, read, table
from data_access import lists
from tests.components.examples import answer


@pytest.mark.parametrize(
    ("query", "rows", "columns", "filters"),
    [
        ({}, "nacionalidad", "sexo", {}),
        ({"filas": "sexo"}, "sexo", "nacionalidad", {}),
        ({"filas": "sexo", "columnas": "sexo"}, "sexo", "nacionalidad", {}),
        ({"columnas": "situacion"}, "nacionalidad", "situacion", {}),
        ({"grupo_edad": "18-29"}, "nacionalidad", "sexo", {"grupo_edad": "18-29"}),
        # What is a dimension already is no filter; of two filters one is kept.
        ({"sexo": "M"}, "nacionalidad", "sexo", {}),
        (
            {"grupo_edad": "18-29", "situacion": "MIG"},
            *("nacionalidad", "sexo", {"grupo_edad": "18-29"}),
        ),
        ({"grupo_edad": "18", "filas": "canton"}, "nacionalidad", "sexo", {}),
    ],
)
def test_an_address_chooses_two_dimensions_and_one_filter_at_most(
    query: dict[str, str], rows: str, columns: str, filters: dict[str, str]
) -> None:
    assert read(query) == Chosen(rows, columns, filters)


def test_a_cell_holds_its_set_and_one_that_is_hidden_is_a_word_and_never_0() -> None:
    sets = [
        {
            "territory": "1308",
            "nacionalidad": country,
            "sexo": sex,
            "persons": 31 if (country, sex) == ("VEN", "M") else None,
            "flag": "adjusted" if (country, sex) == ("VEN", "M") else "few",
        }
        for country in lists.NATIONALITIES
        for sex in lists.SEX
    ]

    headings, rows = table(answer("training.reach", sets, adjusted=True), "persons", read({}), "es")

    assert [heading.said for heading in headings] == [
        *("Nacionalidad", "Mujer", "Hombre", "Intersex", "No responde")
    ]
    assert [heading.number for heading in headings] == [False, True, True, True, True]
    said = {line[0].said: [one.said for one in line[1:]] for line in rows}
    assert said["Venezuela"] == ["≈\xa031", "pocas", "pocas", "pocas"]
    assert said["Ecuador"] == ["pocas"] * 4
    values = [one.value for line in rows for one in line[1:]]
    assert values.count(31) == 1
    assert values.count(None) == len(values) - 1
