from __future__ import annotations

import datetime as dt

from streamlit.testing.v1 import AppTest

from components.figure import provenance
from data_access.scope import Scope
from tests.components.examples import answer, gap, vacancies
from tests.pages.rendered import sources, tables


def test_the_foot_names_source_date_kind_and_n_once() -> None:
    assert provenance((vacancies(), gap())).to("es") == (
        "Fuente: Encuesta de empresas 2025 (30 de septiembre de 2025). "
        "Estimación de encuesta. n = 123."
    )


def test_a_figure_of_two_kinds_says_both_and_one_of_all_kinds_says_that() -> None:
    """What counts as people stood under "survey estimate", as the first of the answers was one."""
    people = answer("labour.gap", [], estimate_type="model", n=None)

    said = provenance((vacancies(), people, vacancies())).to("es")
    assert "Estimación de encuesta. Estimación de un modelo. n = " in said
    every = provenance((vacancies(), vacancies(estimate_type="mixed"))).to("es")
    assert "Conteos, encuestas y modelos, según la cifra. n = " in every
    assert "Estimación" not in every


def test_figures_of_two_places_give_the_n_of_each() -> None:
    there = answer("labour.vacancies", [], scope=Scope("2301"), n=98)

    assert (
        provenance((vacancies(), there))
        .to("es")
        .endswith("n = 123 en Manta y 98 en Santo Domingo.")
    )


def test_figures_of_surveys_of_two_years_give_the_n_of_each_with_its_day() -> None:
    """Once the n of the newer survey stood below a share of the older one."""
    before = vacancies(n=477, as_of=dt.date(2023, 9, 30))

    said = provenance((before, vacancies())).to("es")
    assert said.endswith(
        "n = 477 al 30 de septiembre de 2023 y 123 al 30 de septiembre de 2025."
    ), said


def test_synthetic_figures_are_marked() -> None:
    assert "Datos sintéticos" in provenance((vacancies(synthetic=True),)).to("es")


def page() -> None:
    from components.figure import figure
    from data_access.language import Text
    from tests.components.examples import gap, vacancies

    with figure(
        gap(), vacancies(), title=Text("Faltan docentes"), counted=Text("Vacantes"), key="demand"
    ):
        pass


def test_a_figure_has_its_finding_its_sources_and_how_it_is_computed() -> None:
    app = AppTest.from_function(page).run()

    assert not app.exception
    assert [title.value for title in app.subheader] == ["Faltan docentes"]
    explained = [element.proto.body for element in app.get("html")]
    assert sum("V̂ = Σ N·v̄" in body for body in explained) == 2
    for name in ("labour.gap", "labour.vacancies"):
        assert any(f'href="/methods?answer={name}"' in body for body in explained)
    assert all(line.startswith("Fuente: ") for line in sources(app))
    assert len(sources(app)) == 1
    assert tables(app) == []


def test_the_way_to_the_methods_keeps_the_language_that_the_address_names() -> None:
    app = AppTest.from_function(page)
    app.query_params["lang"] = "en"
    app.run()

    explained = [element.proto.body for element in app.get("html")]
    assert any('href="/methods?answer=labour.gap&amp;lang=en"' in body for body in explained)


def test_the_tables_and_downloads_come_when_asked_for() -> None:
    app = AppTest.from_function(page).run()

    app.toggle[0].set_value(True).run()

    assert not app.exception
    assert len(tables(app)) == 2
    assert len(app.get("download_button")) == 4
