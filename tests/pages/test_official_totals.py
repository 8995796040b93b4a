"""Releasing official totals at the data desk: what becomes public is said before it does."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, func, select
from streamlit.testing.v1 import AppTest

from components.desk import totals
from data_access.tables import OfficialTotal
from data_access.viewer import Grant
from tests.data_access.answers.example import store_people
from tests.data_access.auth.house import enter
from tests.pages import opening
from tests.writing import writing

SURE = "Sí, publicarlos para siempre"


@pytest.fixture(autouse=True)
def registered(engine: Engine) -> None:
    """Eighty people who registered in Manta in 2025."""
    with writing(engine) as connection:
        store_people(connection, *[{}] * 80)


def opened(language: str = "es") -> AppTest:
    app = opening.opened("data_desk", language)
    app.session_state[totals.OPENED] = True
    app.run()
    app.selectbox(key="totals-year").select(2025).run()
    return app


def released(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(select(func.count()).select_from(OfficialTotal)) or 0)


def said(app: AppTest) -> str:
    """Without the signs that keep Markdown plain."""
    found = (*app.markdown, *app.success, *app.error, *app.info)
    return "\n".join(element.value for element in found).replace("\\", "")


def press(app: AppTest, key: str) -> None:
    app.button(key=key).click().run()
    assert not app.exception


def test_a_release_says_first_what_becomes_public_and_that_it_stays_so(
    engine: Engine, cookie: list[str | None]
) -> None:
    cookie[0] = enter(engine, "ana@example.org", Grant("monitor"))
    app = opened()

    press(app, "totals-release")
    assert "su número exacto, cuántas personas se inscribieron en 2025 en 3 lugares" in said(app)
    assert "**No se puede retirar.**" in said(app)
    assert released(engine) == 0
    press(app, "totals-no")
    assert SURE not in [button.label for button in app.button]
    assert released(engine) == 0

    press(app, "totals-release")
    press(app, "totals-yes")
    assert released(engine) == 3
    assert "Se publicaron 3 totales de 2025." in said(app)
    assert SURE not in [button.label for button in app.button]
    assert app.button(key="totals-release").disabled


def test_whose_role_was_taken_meanwhile_releases_nothing(
    engine: Engine, cookie: list[str | None]
) -> None:
    cookie[0] = enter(engine, "ana@example.org", Grant("monitor"))
    app = opened()
    press(app, "totals-release")

    cookie[0] = enter(engine, "leo@example.org", Grant("leader", "1308"))
    press(app, "totals-yes")

    assert released(engine) == 0
    assert "totals-release" not in [button.key for button in app.button]


def test_what_moved_since_it_was_shown_is_not_released(
    engine: Engine, cookie: list[str | None]
) -> None:
    cookie[0] = enter(engine, "ana@example.org", Grant("monitor"))
    app = opened()
    press(app, "totals-release")
    with writing(engine) as connection:
        store_people(connection, *[{}] * 30)

    press(app, "totals-yes")

    assert released(engine) == 0
    assert "Los datos cambiaron mientras usted miraba: no se publicó nada." in said(app)


def test_the_question_is_asked_in_english_too(engine: Engine, cookie: list[str | None]) -> None:
    cookie[0] = enter(engine, "ana@example.org", Grant("monitor"))
    app = opened("en")

    press(app, "totals-release")

    assert "**It cannot be taken back.**" in said(app)
    assert "in 3 places" in said(app)


def test_totals_are_counted_only_for_whoever_opens_them(
    engine: Engine, cookie: list[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie[0] = enter(engine, "ana@example.org", Grant("monitor"))
    counted: list[int] = []
    monkeypatch.setattr(
        totals.official_totals_release,
        "preview",
        lambda _engine, _viewer, year: counted.append(year) or [],
    )

    app = opening.opened("data_desk")
    assert counted == []

    app.session_state[totals.OPENED] = True
    app.run()
    assert counted == [totals.years()[0]]
