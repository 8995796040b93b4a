"""The administration page over a real database: whose it is, and what its forms do."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, delete, select
from streamlit.testing.v1 import AppTest

from components.markup import plain
from data_access import clock
from data_access.auth import (
    access_overview,
    account_administration,
    accounts,
    current_user,
    sessions,
    text_drafts,
)
from data_access.paging import AT_ONCE
from data_access.programme import settings
from data_access.tables import Person, RoleGrant
from data_access.viewer import VISITOR, Grant
from tests.data_access.answers.example import store_people
from tests.data_access.auth.house import ADMINISTRATOR, ROOT, account, enter, told
from tests.data_access.test_matrix import VIEWERS
from tests.pages import opening, rendered
from tests.writing import writing

LEADER, MONITOR = Grant("leader", "1308"), Grant("monitor")
ANA = "ana@example.org"
Opening = Callable[..., AppTest]


@pytest.fixture
def house(engine: Engine, cookie: list[str | None]) -> Engine:
    """A database of its own, read by its administrator."""
    cookie[0] = enter(engine, ROOT, Grant("administrator"), browser="Firefox Linux")
    return engine


def opened(page: str = "administration", language: str = "es", **query: str) -> AppTest:
    return opening.opened(page, language, **query)


def said(app: AppTest) -> str:
    parts = (*app.header, *app.subheader, *app.caption, *app.html, *app.markdown)
    return " ".join(part.value for part in (*parts, *app.success, *app.error, *app.warning))


def click(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


@pytest.mark.parametrize("page", ["administration", "audit_log"])
@pytest.mark.parametrize("name", [name for name in VIEWERS if name != "administrator"])
def test_everybody_else_gets_only_the_guards_sentence(
    house: Engine, cookie: list[str | None], page: str, name: str
) -> None:
    cookie[0] = enter(house, "x@example.org", *VIEWERS[name].grants) or None

    app = opened(page)

    assert [error.value for error in app.error] == ["Esta página no está disponible para usted."]
    assert not (app.header or app.html or app.button or app.tabs or app.selectbox)


def test_whoever_needs_access_is_told_whom_to_ask(house: Engine, cookie: list[str | None]) -> None:
    said_so = {
        "contact_email": "acceso@oim.example",
        "contact_es": "Escriba a <b>María</b>.",
        "contact_en": "",
    }
    settings.change(house, ADMINISTRATOR, {}, said_so)
    cookie[0] = None

    for language, asked in (("es", "¿Necesita acceso?"), ("en", "Do you need access?")):
        shown = opened(language=language).html[0].value
        assert asked in shown
        assert "Escriba a &lt;b&gt;María&lt;/b&gt;." in shown
        assert 'href="mailto:acceso@oim.example"' in shown


def test_the_page_opens_with_how_many_may_come_in(house: Engine) -> None:
    enter(house, ANA, LEADER)
    account_administration.invite(house, ADMINISTRATOR, "eva@example.org", MONITOR)

    app = opened()

    assert app.header[0].value == (
        "Hay 2 personas con rol, 1 invitación abierta y 2 sesiones abiertas."
    )
    assert "Solo una persona administra" in said(app)
    english = opened(language="en")
    assert english.header[0].value == (
        "There are 2 people with a role, 1 open invitation, and 2 open sessions."
    )


def test_people_are_shown_with_their_roles_in_words_and_found_by_address(house: Engine) -> None:
    enter(house, ANA, LEADER, Grant("juror", "EMP-2026"))
    account_administration.give(house, ADMINISTRATOR, "eva@example.org", Grant("leader", "0403"))

    (table,) = rendered.tables(opened())
    row = table.set_index("Correo").loc[ANA]
    assert row["Rol"] == "líder municipal o provincial y jurado"
    assert row["Lugar, edición o premio"] == "Manta (Manabí) y EMP-2026"
    assert re.fullmatch(r".+ 20\d\d, \d\d:\d\d", row["Última vez"])
    found = opened(buscar="eva")
    assert "Todavía no ha entrado" in said(found)
    assert ANA not in said(found)
    assert ANA not in said(opened(rol="monitor"))
    assert ROOT in said(opened(rol="king"))  # what is no role is all of them


def test_the_address_of_each_person_leads_to_their_roles(house: Engine) -> None:
    enter(house, ANA, LEADER)
    number = account(house, ANA)

    links = [part.value for part in opened(rol="leader").html if "m4sd-table" in part.value]

    assert re.findall(r'<a href="([^"]+)"', links[0]) == [
        f"?rol=leader&amp;lang=es&amp;persona={number}"
    ]
    assert "Entra con un enlace personal." in said(opened(persona=str(number)))
    assert plain("Esa persona ya no tiene cuenta.") in said(opened(persona="999"))
    assert not opened(persona="x'--").exception


def test_a_list_that_goes_on_is_ordered_by_a_choice_and_a_short_one_by_its_headings(
    house: Engine,
) -> None:
    enter(house, ANA, LEADER)
    assert 'data-m4sd="sort"' in "".join(part.value for part in opened().html)
    assert "choice-orden" not in [field.key for field in opened().selectbox]
    for number in range(AT_ONCE):
        account_administration.give(house, ADMINISTRATOR, f"p{number:02}@example.org", MONITOR)

    def second(order: str) -> str:
        return str(rendered.tables(opened(orden=order))[0]["Correo"][1])

    assert (second(""), second("visita")) == ("p00@example.org", ROOT)


def test_names_that_somebody_chose_cannot_be_markup(house: Engine) -> None:
    account_administration.give(house, ADMINISTRATOR, "<script>x</script>@example.org", MONITOR)

    shown = said(opened())

    assert "<script>" not in shown
    assert "&lt;script&gt;x&lt;/script&gt;@example.org" in shown


def test_a_role_is_given_and_taken_in_the_dialog_of_a_person(house: Engine) -> None:
    enter(house, ANA, LEADER)
    number = account(house, ANA)
    app = opened(persona=str(number))

    app.selectbox(key="give-role").select("monitor")
    click(app, "give")
    assert accounts.person(house, ADMINISTRATOR, number).grants == (LEADER, MONITOR)

    app = opened(persona=str(number))
    click(app, f"take-{LEADER}")
    assert accounts.person(house, ADMINISTRATOR, number).grants == (MONITOR,)


def test_a_role_without_its_place_is_not_given(house: Engine) -> None:
    enter(house, ANA, MONITOR)
    number = account(house, ANA)

    app = click(opened(persona=str(number)), "give")

    assert plain("Elija el lugar de este rol.") in said(app)
    assert accounts.person(house, ADMINISTRATOR, number).grants == (MONITOR,)


def test_an_invitation_is_made_in_its_dialog_and_taken_back_in_the_list(house: Engine) -> None:
    app = click(opened(parte="invitaciones"), "add-invitation")
    app.text_input(key="invite-email").set_value("eva@example.org")
    app.selectbox(key="invite-territory").set_value("1308")
    click(app, "invite")

    made = access_overview.invitations(house, ADMINISTRATOR, state="open").entries
    assert [(one.email, one.grant, one.invited_by) for one in made] == [
        ("eva@example.org", LEADER, ROOT)
    ]
    app = click(opened(parte="invitaciones", estado="open"), f"revoke-{made[0].id}")
    assert [success.value for success in app.success] == [
        plain("El enlace de eva@example.org ya no abre.")
    ]
    assert access_overview.invitations(house, ADMINISTRATOR, state="open").total == 0


def test_a_stale_button_says_that_nothing_was_left_to_do(house: Engine) -> None:
    account_administration.invite(house, ADMINISTRATOR, ANA, LEADER)
    number = access_overview.invitations(house, ADMINISTRATOR, search=ANA).entries[0].id
    app = opened(parte="invitaciones")
    account_administration.revoke(house, ADMINISTRATOR, number)

    click(app, f"revoke-{number}")

    assert "Esa invitación ya no está abierta" in app.error[0].value


def test_an_administrator_no_more_can_do_nothing_with_an_open_page(house: Engine) -> None:
    eva = "eva@example.org"
    enter(house, eva, Grant("administrator"))
    account_administration.invite(house, ADMINISTRATOR, ANA, LEADER)
    number = access_overview.invitations(house, ADMINISTRATOR, search=ANA).entries[0].id
    app = opened(parte="invitaciones")
    other = type(ADMINISTRATOR)(ADMINISTRATOR.grants, eva)
    account_administration.take(house, other, account(house, ROOT), Grant("administrator"))

    click(app, f"revoke-{number}")

    assert [error.value for error in app.error] == ["Esta página no está disponible para usted."]
    assert not (app.header or app.html or app.tabs)
    assert access_overview.invitations(house, other, state="open").total == 1


def test_sessions_are_shown_by_person_and_ended(house: Engine) -> None:
    agent = "Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile Safari/537.36"
    phone = enter(house, ANA, LEADER, browser=agent)
    laptop = enter(house, ANA, MONITOR, browser="<i>odd</i>")
    app = opened(parte="sesiones")
    assert "Chrome en Android, desde" in said(app)
    assert "un navegador desconocido, desde" in said(app)
    assert f"<strong>{ROOT}</strong> · usted" in said(app)

    first = access_overview.open_sessions(house, ADMINISTRATOR, search=ANA).entries[0].id
    app = click(app, f"end-{first}")
    assert current_user.arrive(house, laptop, None, "").viewer == VISITOR
    assert "Se cerró una sesión de" in app.success[0].value

    app = click(app, f"end-all-{account(house, ANA)}")
    assert current_user.arrive(house, phone, None, "").viewer == VISITOR
    assert plain("Se cerró 1 sesión de ana@example.org.") in app.success[0].value
    assert ANA not in "".join(html.value for html in app.html)


def test_links_asked_for_are_shown_with_what_a_new_one_would_be_for(house: Engine) -> None:
    enter(house, ANA, LEADER)
    with writing(house) as connection:
        for email in (ANA, "nobody@example.org"):
            connection.log("link_requested", actor=email, email=email)

    app = opened(parte="pedidos")
    assert "Sería para el rol: líder municipal o provincial de Manta." in said(app)
    assert "Nadie con este correo fue invitado" in said(app)
    app = click(app, "answer-1")
    click(app, "again")

    assert "Ya se le hizo un enlace nuevo." in said(opened(parte="pedidos"))
    assert access_overview.invitations(house, ADMINISTRATOR, search=ANA, state="open").total == 1


def test_settings_tell_of_the_house_and_keep_what_was_typed_when_refused(
    house: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASE_URL", "https://m4sd.example")
    app = opened(parte="ajustes")
    facts = " ".join(app.table[0].value.iloc[:, 0])
    for fact in ("reales", "SQLite 3", "presentes", "https://m4sd.example", "SMTP_HOST"):
        assert fact in facts

    app.text_input(key="setting-contact_email").set_value("nowhere")
    text_drafts.save(house, ADMINISTRATOR, "setting/contact_es", 0, "Pida acceso a la OIM.")
    click(app, "save-settings")
    assert "no es una dirección de correo" in app.error[0].value
    with house.connect() as connection:
        draft = text_drafts.read(connection, ADMINISTRATOR, "setting/contact_es")
    assert draft.text == "Pida acceso a la OIM."

    app.text_input(key="setting-contact_email").set_value("acceso@oim.example")
    click(app, "save-settings")
    assert [success.value for success in app.success] == [r"Guardado\."]
    assert settings.current(house)["contact_es"] == "Pida acceso a la OIM."
    assert "Pida acceso a la OIM." in said(app)


def test_settings_that_somebody_else_changed_are_not_overwritten_unseen(house: Engine) -> None:
    app = opened(parte="ajustes")
    settings.change(house, ADMINISTRATOR, {}, {"contact_email": "otra@oim.example"})
    app.text_input(key="setting-contact_email").set_value("mia@oim.example")

    click(app, "save-settings")

    assert "Otra persona cambió estos ajustes" in app.error[0].value
    assert app.text_input(key="setting-contact_email").value == "mia@oim.example"
    assert settings.current(house)["contact_email"] == "otra@oim.example"
    click(app, "save-settings")
    assert settings.current(house)["contact_email"] == "mia@oim.example"


def test_a_long_list_is_turned_page_by_page(house: Engine) -> None:
    for number in range(30):
        account_administration.give(house, ADMINISTRATOR, f"p{number:02}@example.org", MONITOR)

    app = opened()
    assert "p19@example.org" in said(app) and "p20@example.org" not in said(app)
    app = click(app, "pager-1")
    assert "p20@example.org" in said(app) and "p19@example.org" not in said(app)
    assert app.query_params["pagina"] == "2"
    for nonsense in ("0", "-1", "x", "9" * 30):
        assert "p00@example.org" in said(opened(pagina=nonsense))


def test_the_administration_page_itself_is_no_view_of_exact_figures(house: Engine) -> None:
    opened()
    opened("audit_log")

    with house.connect() as connection:
        kinds = connection.exec_driver_sql("SELECT DISTINCT kind FROM audit_event").scalars().all()
    assert "exact_view" not in kinds


def test_who_withdraws_is_taken_out_once_seen_and_confirmed_by_a_word(house: Engine) -> None:
    with writing(house, "people") as connection:
        store_people(connection, *[{}] * 3)
    with house.connect() as connection:
        code, *_others = connection.scalars(select(Person.code).order_by(Person.code))
    app = opened(parte="datos")
    assert "Ningún período lleva 2 años cerrado" in said(app)
    assert "No hay nada que quitar." in said(app)

    app.text_area(key="withdraw-codes").input("nadie")
    app.button[0].click().run()
    assert "No hay datos de nadie" in said(app)
    app.text_area(key="withdraw-codes").input(code)
    app.button[0].click().run()
    assert "lo guardado de 1 persona" in said(app)
    click(app, "withdraw-do")
    assert "No se hizo nada" in said(app)
    app.text_input(key="withdraw-word").input(" Retirar ")
    click(app, "withdraw-do")
    assert "Se quitó lo guardado de 1 persona" in said(app)
    with house.connect() as connection:
        gone = select(Person.code).where(Person.withdrawn_on.is_not(None))
        assert list(connection.scalars(gone)) == [code]


@pytest.mark.parametrize("ended", ["by its owner", "idle"])
def test_what_cannot_be_undone_is_not_done_for_a_session_that_has_ended(
    house: Engine, cookie: list[str | None], monkeypatch: pytest.MonkeyPatch, ended: str
) -> None:
    with writing(house, "people") as connection:
        store_people(connection, {})
    with house.connect() as connection:
        code = connection.scalar(select(Person.code))
    app = opened(parte="datos")
    app.text_area(key="withdraw-codes").input(code)
    app.button[0].click().run()
    app.text_input(key="withdraw-word").input("retirar")

    if ended == "idle":
        later = clock.now() + sessions.STRICT_IDLE + dt.timedelta(seconds=1)
        monkeypatch.setattr(clock, "now", lambda: later)
    else:  # in another tab
        current_user.close_all(house, current_user.arrive(house, cookie[0], None, ""))
    click(app, "withdraw-do")

    assert "Esta página no está disponible para usted." in said(app)
    with house.connect() as connection:
        assert connection.scalar(select(Person.withdrawn_on)) is None


def test_pages_and_acts_that_are_refused_to_somebody_are_in_the_log_once(
    house: Engine, cookie: list[str | None]
) -> None:
    cookie[0] = None
    opened()
    assert told(house, "page_refused") == []  # of visitors there is nothing to tell
    cookie[0] = enter(house, ANA, LEADER)
    app = opened()
    app.run()
    assert told(house, "page_refused") == [(ANA, {"page": "administration"})]

    cookie[0] = enter(house, "eva@example.org", Grant("administrator"))
    app = opened(parte="datos")
    with writing(house) as connection:
        connection.execute(delete(RoleGrant).where(RoleGrant.account_id != account(house, ROOT)))
    app.button[0].click().run()
    assert told(house, "act_refused") == [("eva@example.org", {"page": "administration"})]
