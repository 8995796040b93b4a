"""Three traits of the people trained are asked for on the page of training, and answered as by
the question itself."""

from __future__ import annotations

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components import ask
from data_access.scope import Scope
from data_access.viewer import VISITOR
from tests.pages.opening import opened
from tests.pages.rendered import tables

YEAR = {"from": "2025-01-01", "until": "2026-01-01"}


def crossed(app: AppTest) -> pd.DataFrame:
    """The table by nationality and sex."""
    (found,) = [one for one in tables(app) if list(one)[:2] == ["Nacionalidad", "Mujer"]]
    return found.set_index("Nacionalidad")


@pytest.mark.usefixtures("jury")
@pytest.mark.shared_demo
def test_venezuelan_women_of_18_to_29_trained_in_manta_in_2025() -> None:
    scope = Scope.from_query({"territory": "1308", **YEAR, "grupo_edad": "18-29"})
    asked = ask.answer(
        "training.reach", scope.having(by=("nacionalidad", "sexo")), VISITOR
    ).frame.set_index(["nacionalidad", "sexo"])["persons"]

    app = opened("training", parte="cuantas", **scope.to_query())
    found = crossed(app)

    assert found.loc["Venezuela", "Mujer"] == f"≈\xa0{int(asked['VEN', 'M'])}"
    assert found.loc["Venezuela", "Hombre"] == f"≈\xa0{int(asked['VEN', 'H'])}"
    assert found.loc["Haití", "Mujer"] == "pocas"


@pytest.mark.usefixtures("jury")
@pytest.mark.shared_demo
def test_the_year_is_that_of_the_whole_page_and_one_filter_takes_the_place_of_another() -> None:
    app = opened("training", parte="cuantas", territory="1308", grupo_edad="18-29")
    by_label = {group.label: group for group in app.get("button_group")}

    by_label["Período"].set_value("2025").run()
    assert app.query_params["from"] == "2025-01-01"
    assert crossed(app).loc["Venezuela", "Hombre"] != "pocas"

    by_label = {group.label: group for group in app.get("button_group")}
    by_label["Situación de movilidad"].set_value("REF").run()

    assert "grupo_edad" not in app.query_params
    assert not app.exception
