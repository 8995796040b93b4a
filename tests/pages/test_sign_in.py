"""The page of coming in and being in: who is offered what, and what a click ends."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select
from streamlit.testing.v1 import AppTest

from data_access import clock
from data_access.auth import api_tokens, invitations, role_grants, sign_in
from data_access.tables import Account, AuditEvent, Setting
from data_access.viewer import Grant
from tests.writing import writing

PAGE = str(Path(__file__).parents[2] / "pages" / "sign_in.py")
ISSUER = "https://login.example.org"
WHOLE = {"client_id": "x", "client_secret": "y", "server_metadata_url": f"{ISSUER}/about"}
AUTH = {
    "redirect_uri": "http://localhost:8501/oauth2callback",
    "cookie_secret": "s" * 32,
    "pnud": {**WHOLE, "label": "PNUD Ecuador"},
    "oim": {**WHOLE, "email_domains": ["iom.int"]},
    "half": {"client_id": "x"},
}


def opened(auth: dict[str, Any] | None = None, **user: Any) -> AppTest:
    app = AppTest.from_file(PAGE, default_timeout=300)
    if auth is not None:
        app.secrets["auth"] = auth
    if user:
        app.user = {"is_logged_in": True, "provider": "pnud", "iss": ISSUER, "sub": "1"} | user
    app.run()
    assert not app.exception
    return app


def html_of(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def held(engine: Engine, email: str = "ana@example.org", browser: str = "Firefox/1 Windows") -> str:
    with writing(engine) as connection:
        token = invitations.invite(connection, email, Grant("monitor"), "root")
    return sign_in.accept(engine, token, browser)


def kinds(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)))


def test_a_visitor_is_offered_a_new_link_and_told_who_has_access(engine: Engine) -> None:
    app = opened()

    assert app.header[0].value == "Entrar al observatorio"
    assert 'action="/link"' in html_of(app)
    assert any("Tienen acceso los municipios socios" in text.value for text in app.markdown)
    assert labels(app) == []
    assert "/demo/" not in html_of(app)


def test_a_demo_offers_each_role_by_name(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(insert(Setting), {"key": "demo", "value": "1"})

    page = html_of(opened())

    for role in sign_in.DEMO_GRANTS:
        assert f'action="/demo/{role}?back=%2F"' in page
    assert "Jurado de la edición EMP-2026" in page


def test_each_institution_that_is_set_in_full_has_a_button(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        app = opened(AUTH)

    assert labels(app) == ["Entrar con PNUD Ecuador", "Entrar con oim"]
    assert "half" in caplog.text and "server_metadata_url" in caplog.text


def test_an_institution_may_stand_in_the_section_itself(engine: Engine) -> None:
    shared = {key: AUTH[key] for key in ("redirect_uri", "cookie_secret")}
    alone = shared | WHOLE | {"label": "OIM", "client_kwargs": {"prompt": "login"}}

    assert labels(opened(alone)) == ["Entrar con OIM"]


@pytest.mark.parametrize("secret", ["", "short"])
def test_a_secret_that_can_be_guessed_signs_nobody_in(engine: Engine, secret: str) -> None:
    known(engine)

    app = opened(AUTH | {"cookie_secret": secret}, **signed())

    assert app.header[0].value == "Entrar al observatorio"
    assert labels(app) == []


def signed(provider: str = "pnud", **other: Any) -> dict[str, Any]:
    now = int(clock.now().timestamp())
    said = {"email": "ana@example.org", "email_verified": True, "iat": now, "nonce": "n"}
    return said | {"provider": provider} | other


def known(engine: Engine) -> None:
    with writing(engine) as connection:
        row = {"email": "ana@example.org", "created_at": clock.now()}
        stored = connection.execute(insert(Account).returning(Account.id), row)
        role_grants.give(connection, int(stored.scalar_one()), Grant("monitor"), "root")


def test_whom_an_institution_signed_in_sees_the_own_session(engine: Engine) -> None:
    known(engine)

    app = opened(AUTH, **signed())

    assert app.header[0].value == "Mi sesión"
    assert labels(app) == ["Ver así", "Salir", "Crear token"]
    assert kinds(engine).count("signed_in") == 1
    app.run()
    assert kinds(engine).count("signed_in") == 1
    assert "exact_view" not in kinds(engine)  # this page shows no figures


@pytest.mark.parametrize(
    ("user", "noted"),
    [
        ({"provider": "oim"}, ["institution_refused"]),  # which may not answer for this address
        ({"provider": "gone"}, []),  # which is set no more
        ({"provider": "half"}, []),
        ({"email_verified": False}, ["institution_refused"]),
        ({"is_logged_in": False}, []),
        ({"nonce": None}, []),
    ],
)
def test_a_sign_in_that_may_not_be_believed_is_a_visitor(
    engine: Engine, user: dict[str, Any], noted: list[str]
) -> None:
    known(engine)

    app = opened(AUTH, **signed() | user)

    assert app.header[0].value == "Entrar al observatorio"
    assert kinds(engine) == ["role_granted", *noted]


def test_without_institutions_no_sign_in_of_one_counts(engine: Engine) -> None:
    known(engine)

    assert opened(None, **signed()).header[0].value == "Entrar al observatorio"


def test_a_reader_ends_another_session_and_then_the_own(
    engine: Engine, cookie: list[str | None]
) -> None:
    phone = held(engine, browser="Mozilla Android Chrome")
    cookie[0] = held(engine)
    stranger = held(engine, "eva@example.org")

    app = opened()
    shown = [text.value for text in app.markdown]
    assert any("Chrome en Android" in text for text in shown)
    assert any("Firefox en Windows" in text for text in shown)
    assert labels(app) == ["Ver así", "Salir", "Cerrar", "Cerrar todas", "Crear token"]
    next(button for button in app.button if button.label == "Cerrar").click().run()
    assert labels(app) == ["Ver así", "Salir", "Crear token"]
    assert kinds(engine)[-1] == "session_ended"

    app.button(key="leave").click().run()

    assert app.header[0].value == "Entrar al observatorio"
    assert [message.value for message in app.success] == ["Salió del observatorio."]
    assert kinds(engine)[-1] == "signed_out"
    cookie[0] = phone
    assert opened().header[0].value == "Entrar al observatorio"
    cookie[0] = stranger
    assert opened().header[0].value == "Mi sesión"


@pytest.mark.parametrize(
    ("grant", "when"),
    [
        (Grant("monitor"), "no se usa en 30 minutos se cierra sola, y toda sesión a las 12 horas"),
        (Grant("leader", "1308"), "no se usa en 12 horas se cierra sola, y toda sesión a los 30"),
    ],
)
def test_the_page_says_when_a_session_ends_by_itself(
    engine: Engine, cookie: list[str | None], grant: Grant, when: str
) -> None:
    with writing(engine) as connection:
        token = invitations.invite(connection, "ana@example.org", grant, "root")
    cookie[0] = sign_in.accept(engine, token, "")

    assert when in " ".join(one.value for one in opened().caption)


def test_all_sessions_are_ended_by_one_click(engine: Engine, cookie: list[str | None]) -> None:
    phone, laptop = held(engine), held(engine)
    cookie[0] = laptop
    app = opened()

    app.button(key="close-all").click().run()

    assert app.header[0].value == "Entrar al observatorio"
    cookie[0] = phone
    assert opened().header[0].value == "Entrar al observatorio"


def test_signing_out_of_an_institution_ends_its_session_here(engine: Engine) -> None:
    known(engine)
    user = signed()
    app = opened(AUTH, **user)

    app.button(key="leave").click().run()

    assert kinds(engine)[-1] == "signed_out"
    again = opened(AUTH, **user)  # another tab, which still holds the sign-in
    assert again.header[0].value == "Entrar al observatorio"
    assert "Salir de la cuenta institucional" in labels(again)


def test_a_token_is_made_shown_once_and_revoked(engine: Engine, cookie: list[str | None]) -> None:
    cookie[0] = held(engine)
    app = opened()
    app.text_input(key="token-name").input("Power BI")
    submit(app, "Crear token")

    (token,) = [code.value for code in app.code]
    assert api_tokens.bearer(engine, token).name == "ana@example.org"
    assert "Power BI" in html_of(app)
    app.run()
    assert not app.code
    submit(app, "Anular")
    assert "Se anuló el token «Power BI»" in app.success[0].value
    assert "Power BI" not in html_of(app)
    assert kinds(engine)[-2:] == ["token_issued", "token_revoked"]

    app.text_input(key="token-name").input(" ")
    submit(app, "Crear token")
    assert "para qué es el token" in app.error[0].value


def test_who_sees_no_more_than_the_public_is_offered_no_token(
    engine: Engine, cookie: list[str | None]
) -> None:
    with writing(engine) as connection:
        grant = Grant("secretary", "EMPRESAS")
        token = invitations.invite(connection, "sec@example.org", grant, "root")
    cookie[0] = sign_in.accept(engine, token, "Firefox/1 Windows")

    assert labels(opened()) == ["Salir"]


def submit(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
