"""Whoever follows the programme closes periods, sets targets and records what was observed."""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from data_access.auth import text_drafts
from data_access.database import engine_for
from data_access.tables import (
    Adoption,
    Closing,
    ImportBatch,
    Recommendation,
    Target,
    TextDraft,
)
from data_access.viewer import Grant, Viewer
from tests.data_access.auth.house import enter
from tests.pages.opening import opened, page

YEAR = {"from": "2025-01-01", "until": "2026-01-01"}


@pytest.fixture
def monitor(jury: str, cookie: list[str | None]) -> str:
    cookie[0] = enter(engine_for(jury), "eva@example.org", Grant("monitor"))
    return jury


def stored(url: str, query: object) -> object:
    with engine_for(url).connect() as connection:
        return connection.scalar(query)  # type: ignore[call-overload]


def text(app: AppTest) -> str:
    found = [element.value for kind in ("markdown", "caption", "error", "success", "warning")
             for element in app.get(kind)]  # fmt: skip
    bodies = (element.proto.body for element in app.get("html"))
    found = [one.replace("\\", "") for one in found]
    return " ".join([*found, *(html.unescape(re.sub(r"<[^>]+>", " ", body)) for body in bodies)])


def press(app: AppTest, label: str) -> AppTest:
    """The submit button of a form."""
    (button,) = [button for button in app.button if button.label == label]
    button.click().run()
    assert not app.exception
    return app


def typed(url: str, key: str, said: str) -> None:
    """What the monitor typed into a field that saves itself, and has not sent."""
    viewer, engine = Viewer(frozenset({Grant("monitor")}), "eva@example.org"), engine_for(url)
    with engine.connect() as connection:
        revision = text_drafts.read(connection, viewer, key).revision
    text_drafts.save(engine, viewer, key, revision, said)


def unsent(url: str, key: str) -> object:
    return stored(url, select(TextDraft.text).filter_by(writer="eva@example.org", key=key))


def test_a_period_is_closed_with_a_reason_and_then_says_what_moved(monitor: str) -> None:
    app = opened("indicators", **YEAR)
    press(app, "Cerrar 2025")
    assert "Diga por qué se cierra" in text(app)
    assert stored(monitor, select(func.count()).select_from(Closing)) == 0

    typed(monitor, "closing/2025/reason", "Informe anual")
    app.run()
    press(app, "Cerrar 2025")
    assert "Cifras congeladas: versión 1." in text(app)
    assert re.search(r"Versión 1, del .+: Informe anual", text(app))
    assert unsent(monitor, "closing/2025/reason") is None
    assert "Ninguna cifra cambió desde el cierre" in [one.value for one in app.subheader]
    assert [b.label for b in app.button if "otra vez" in b.label] == ["Cerrar 2025 otra vez"]


def test_a_target_is_set_from_the_indicators_own_page(monitor: str) -> None:
    app = opened("indicators", indicador="SK-01", territory="1308", **YEAR)
    key = "form-metas-SK-01-1308-2025"
    app.text_input(key=f"{key}-meta").set_value("200")
    press(app, "Guardar")
    assert "Diga en qué se apoya" in text(app)

    typed(monitor, f"{key}/evidence", "Acuerdo 7 de la mesa")
    press(app, "Guardar")
    assert "Guardado como lote" in text(app)
    assert unsent(monitor, f"{key}/evidence") is None
    assert "meta 200 personas" in text(app)
    target = select(Target.target).filter_by(
        indicator_code="SK-01", territory_code="1308", period="2025"
    )
    assert stored(monitor, target) == 200
    newest = select(ImportBatch.evidence).order_by(ImportBatch.id.desc()).limit(1)
    assert stored(monitor, newest) == "Acuerdo 7 de la mesa"


def test_a_mistake_in_a_form_is_told_and_nothing_is_lost(monitor: str) -> None:
    app = opened("indicators", "en", indicador="SK-01", territory="1308", **YEAR)
    key = "form-metas-SK-01-1308-2025"
    app.text_input(key=f"{key}-meta").set_value("muchas")
    typed(monitor, f"{key}/evidence", "Minutes 7")
    press(app, "Save")

    assert "It must be a number" in text(app)
    assert app.text_input(key=f"{key}-meta").value == "muchas"
    assert unsent(monitor, f"{key}/evidence") == "Minutes 7"


def test_what_became_of_a_recommendation_is_recorded_with_its_evidence(monitor: str) -> None:
    before = stored(
        monitor,
        select(func.count()).select_from(Recommendation).filter_by(state="ADOPTADA"),
    )
    app = opened("indicators", indicador="LM-02")
    which = app.selectbox(key="which-recomendaciones")
    with engine_for(monitor).connect() as connection:
        rows = connection.execute(
            select(Recommendation).order_by(Recommendation.study_code, Recommendation.number)
        ).all()
    at = next(at for at, row in enumerate(rows) if row.state == "PENDIENTE")
    which.set_value(at).run()
    key = f"form-recomendaciones-{rows[at].study_code}-{rows[at].number}"
    app.selectbox(key=f"{key}-estado").set_value("ADOPTADA")
    app.text_input(key=f"{key}-fecha_estado").set_value("2025-11-03")
    typed(monitor, f"{key}/evidence", "Ordenanza 14")
    (save,) = [b for b in app.button if b.proto.form_id == key]
    save.click().run()

    assert not app.exception and "Guardado como lote" in text(app)
    after = select(func.count()).select_from(Recommendation).filter_by(state="ADOPTADA")
    assert stored(monitor, after) == before + 1  # type: ignore[operator]


def test_an_adoption_elsewhere_is_recorded_for_an_honoured_practice(monitor: str) -> None:
    before = stored(monitor, select(func.count()).select_from(Adoption))
    app = opened("indicators", indicador="PB-02")
    (key,) = {button.proto.form_id for button in app.button if "adopciones" in button.proto.form_id}
    app.text_input(key=f"{key}-institucion").set_value("GAD de Portoviejo")
    app.selectbox(key=f"{key}-territorio").set_value("1301")
    app.text_input(key=f"{key}-fecha").set_value("2025-03-03")
    typed(monitor, f"{key}/evidence", "Resolución 3")
    (save,) = [b for b in app.button if b.proto.form_id == key]
    save.click().run()

    assert not app.exception and "Guardado como lote" in text(app), text(app)
    assert stored(monitor, select(func.count()).select_from(Adoption)) == before + 1  # type: ignore[operator]
    assert stored(monitor, select(Adoption.evidence).filter_by(institution="GAD de Portoviejo"))


@pytest.mark.shared_demo
@pytest.mark.parametrize("code", ["SK-01", "LM-02", "TA-02", "PB-02"])
def test_a_visitor_sees_no_form_and_no_closing(jury: str, code: str) -> None:
    app = opened("indicators", indicador=code, **YEAR)
    listed = opened("indicators", **YEAR)

    assert not [b for b in (*app.button, *listed.button) if b.label in ("Guardar", "Cerrar 2025")]
    assert "Los lotes los ve quien los cargó" in text(app)


def test_a_leader_records_what_is_of_the_own_place_and_sets_no_target(
    jury: str, cookie: list[str | None]
) -> None:
    cookie[0] = enter(engine_for(jury), "ana@example.org", Grant("leader", "1308"))
    app = opened("indicators", indicador="LM-02", territory="1308")

    labels = [one.label for one in app.expander]
    assert "Registrar en qué quedó una recomendación" in labels
    assert "Fijar o cambiar la meta" not in labels


def test_a_monitor_reads_the_batches_behind_a_figure(monitor: str) -> None:
    app = opened("indicators", indicador="SK-01")

    assert re.search(r"Lote 1: .+, de .+\.", text(app))


@pytest.mark.usefixtures("jury")
def test_an_indicator_is_told_by_the_groups_that_the_reader_chooses() -> None:
    app = page("indicators", indicador="JB-04", territory="1308", lado="situacion")
    app.run()

    assert "Empleo adecuado, por situación de movilidad" in [one.value for one in app.subheader]
