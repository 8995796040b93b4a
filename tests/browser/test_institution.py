"""Somebody signs in with an institution, against a real provider, in a real browser."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from itsdangerous import URLSafeTimedSerializer
from playwright.sync_api import Browser, Route
from sqlalchemy import Engine, delete, insert, select

from data_access import clock
from data_access.auth import role_grants
from data_access.database import engine_for
from data_access.tables import Account, AuditEvent, ImportBatch, RoleGrant
from data_access.viewer import Grant
from tests.browser.conftest import Reader, reader
from tests.data_access.imports.books import company, filled
from tests.provider import COOKIE_SECRET, provider, secrets
from tests.sampling import sampled
from tests.serving import free_port, serving
from tests.writing import writing

pytestmark = pytest.mark.browser
KNOWN = "Entró como ana@example.org: líder municipal o provincial de Manta."
PEOPLE = (
    {"sub": "ana", "email": "ana@example.org", "email_verified": True},
    {"sub": "otra-ana", "email": "ana@example.org", "email_verified": True},
    {"sub": "sin-confirmar", "email": "ana@example.org", "email_verified": False},
    {"sub": "leo", "email": "leo@example.org", "email_verified": True},
)


@dataclass
class House:
    """A server with an institution to sign in with, and its database."""

    url: str
    engine: Engine


@pytest.fixture
def house(demo_file: Path, tmp_path: Path) -> Iterator[House]:
    path, port = tmp_path / "house.db", free_port()
    shutil.copy(demo_file, path)
    engine = engine_for(f"sqlite:///{path}")
    with provider(*PEOPLE) as issuer:
        settings = secrets(tmp_path, f"http://127.0.0.1:{port}", issuer)
        with serving(f"sqlite:///{path}", port, **settings) as url:
            yield House(url, engine)
    engine.dispose()


@pytest.fixture
def guest(browser: Browser, house: House) -> Iterator[Reader]:
    found = reader(browser, house.url)
    # The provider's page asks for a stylesheet from elsewhere.
    found.page.context.route("**/*.css", lambda route: _own(route, house.url))
    yield found
    found.page.context.close()


def _own(route: Route, url: str) -> None:
    if route.request.url.startswith(url):
        route.continue_()
    else:
        route.abort()


LEADER = Grant("leader", "1308")
LIGHT = "/methods"  # a page that asks for no figures, where any page will do


def know(house: House, email: str = "ana@example.org", grant: Grant = LEADER) -> None:
    """An administrator gave a role to an address that never signed in."""
    with writing(house.engine) as connection:
        row = {"email": email, "created_at": clock.now()}
        stored = connection.execute(insert(Account).returning(Account.id), row)
        role_grants.give(connection, int(stored.scalar_one()), grant, "root")


def sign_in(guest: Reader, who: str) -> None:
    """From the page as it stands, through the institution, back to the app."""
    guest.page.get_by_role("link", name="Entrar", exact=True).click()
    guest.page.get_by_role("button", name="Entrar con PNUD Ecuador").click()
    guest.page.get_by_role("button", name=who, exact=True).click()
    guest.drawn()


def kinds(house: House) -> list[str]:
    with house.engine.connect() as connection:
        return list(connection.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)))


def test_a_verified_address_has_its_role_until_that_is_taken_or_it_signs_out(
    house: House, guest: Reader
) -> None:
    know(house)
    guest.open("/labour?territory=13")
    sign_in(guest, "ana")

    assert guest.page.url == f"{house.url}/labour?territory=13"
    assert guest.says(KNOWN)
    guest.page.reload()
    assert guest.says(KNOWN)
    second = Reader(guest.page.context.new_page(), house.url)
    second.open("/labour")
    assert second.says(KNOWN)
    assert kinds(house)[-2:] == ["identity_linked", "signed_in"]  # once, for all these runs

    with writing(house.engine) as connection:
        connection.execute(delete(RoleGrant))
    second.choose("Provincia", "Manabí")
    assert not second.says(KNOWN)
    assert second.says("sin ningún rol: ve lo que ve el público")
    with writing(house.engine) as connection:
        account = connection.scalar(select(Account.id))
        role_grants.give(connection, int(account or 0), Grant("leader", "1308"), "root")
    second.choose("Provincia", "Todo el Ecuador")
    assert second.says(KNOWN)

    guest.page.get_by_role("link", name="Mi sesión").click()
    guest.page.get_by_role("button", name="Salir").click()
    guest.page.get_by_role("button", name="End session").click()  # at the institution as well
    guest.page.locator(".st-key-app-footer").wait_for()
    assert not guest.says(KNOWN)
    second.choose("Provincia", "Manabí")  # which still holds the sign-in in memory
    assert not second.says(KNOWN)
    second.open(LIGHT)
    assert not second.says(KNOWN)
    assert kinds(house)[-1] == "signed_out"
    assert not [told for told in guest.complaints if "Content Security Policy" in told]

    sign_in(second, "ana")
    assert second.says(KNOWN)


def test_who_cannot_be_known_is_a_visitor_and_told_what_to_do(house: House, guest: Reader) -> None:
    know(house)
    guest.open("/labour?territory=13")
    sign_in(guest, "sin-confirmar")
    assert guest.says("no confirma que el correo ana@example.org sea suyo")
    assert not guest.says(KNOWN)
    assert guest.page.get_by_text("≈").count() > 0

    for who, why in (
        ("leo", "leo@example.org, pero ese correo aún no tiene acceso"),
        ("ana", KNOWN),
    ):
        leave(guest)
        sign_in(guest, who)
        assert guest.says(why)
    guest.page.get_by_role("link", name="Mi sesión").click()
    guest.page.get_by_role("button", name="Salir").click()
    guest.page.get_by_role("button", name="End session").click()
    guest.page.locator(".st-key-app-footer").wait_for()
    sign_in(guest, "otra-ana")
    assert guest.says("ya entra aquí con otra cuenta institucional")
    assert not guest.says(KNOWN)


def leave(guest: Reader) -> None:
    guest.page.get_by_role("link", name="Entrar", exact=True).click()
    guest.page.get_by_role("button", name="Salir de la cuenta institucional").click()
    guest.page.get_by_role("button", name="End session").click()
    guest.drawn()


def test_a_monitor_of_an_institution_brings_files_in(
    house: House, guest: Reader, tmp_path: Path
) -> None:
    know(house, grant=Grant("monitor"))
    book = filled(tmp_path / "empresas.xlsx", empresas=[company("E-NUEVA")])
    guest.open(LIGHT)
    sign_in(guest, "ana")
    guest.open("/data_desk")

    guest.page.locator('input[type="file"]').set_input_files(book)
    guest.page.get_by_role("heading", name="Todo está listo para guardar").wait_for()
    guest.settle()
    guest.page.get_by_role("button", name="Guardar", exact=True).click()
    guest.page.get_by_role("heading", name="está guardado: 1 fila").wait_for()

    with house.engine.connect() as connection:
        author = select(ImportBatch.author).order_by(ImportBatch.id.desc()).limit(1)
        assert connection.scalar(author) == "ana@example.org"


def test_whoever_turns_back_at_the_institution_is_told_that_nothing_happened(
    house: House, guest: Reader
) -> None:
    guest.open("/labour?territory=13")
    guest.page.get_by_role("link", name="Entrar", exact=True).click()
    guest.page.get_by_role("button", name="Entrar con PNUD Ecuador").click()
    guest.page.get_by_role("button", name="Deny").click()

    guest.page.get_by_text("No se completó la entrada con su institución").wait_for()
    guest.settle()
    sign_in(guest, "leo")
    assert guest.page.url == f"{house.url}/labour?territory=13"


@pytest.mark.parametrize("secret", sampled([COOKIE_SECRET, "a guess"], "a guess"))
def test_a_sign_in_counts_only_if_this_server_signed_it(
    house: House, guest: Reader, secret: str
) -> None:
    know(house)
    said = {"iss": "x", "sub": "ana", "iat": int(clock.now().timestamp()), "nonce": "n"}
    said |= {"email": "ana@example.org", "email_verified": True, "provider": "pnud"}
    said |= {"is_logged_in": True, "origin": house.url}
    signed = URLSafeTimedSerializer(secret, salt="_streamlit_user").dumps(json.dumps(said))
    guest.page.context.add_cookies(
        [{"name": "_streamlit_user", "value": str(signed), "url": house.url}]
    )

    guest.open(LIGHT)

    assert guest.says(KNOWN) == (secret == COOKIE_SECRET)


def test_who_comes_in_from_the_front_page_begins_at_what_waits_for_them(
    house: House, guest: Reader
) -> None:
    know(house, grant=Grant("juror", "EMP-2026"))
    guest.open()
    sign_in(guest, "ana")

    guest.page.wait_for_url(f"{house.url}/score**")
    assert "inicio" not in guest.page.url
