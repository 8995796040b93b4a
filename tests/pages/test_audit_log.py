"""The audit log page: the story in words, what is asked for in the address, and the files."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import openpyxl
import pytest
from sqlalchemy import Engine, insert
from streamlit.testing.v1 import AppTest

from components.audit_log import log_files
from components.audit_log.log_filter import LogFilter
from data_access import clock
from data_access.audit import log_reader
from data_access.audit.log_reader import Wanted
from data_access.auth import account_administration
from data_access.clock import TIMEZONE
from data_access.language import Text
from data_access.refusal import Refusal
from data_access.tables import AuditEvent
from data_access.viewer import Grant, Viewer
from tests.data_access.auth.house import ADMINISTRATOR, ROOT, account, appoint, enter
from tests.pages import opening
from tests.writing import writing

ANA = "ana@example.org"
LEADER = Grant("leader", "1308")
EVERYTHING = LogFilter(Wanted(), {Text("Suceso"): Text("Todos")})


@pytest.fixture
def house(engine: Engine, cookie: list[str | None]) -> Engine:
    """A database of its own, read by its administrator."""
    cookie[0] = enter(engine, ROOT, Grant("administrator"))
    return engine


def opened(language: str = "es", **query: str) -> AppTest:
    return opening.opened("audit_log", language, **query)


def log_of(app: AppTest) -> str:
    return " ".join(part.value for part in app.html)


def logged_at(engine: Engine, at: dt.datetime, actor: str) -> None:
    with writing(engine) as connection:
        row = {"at": at, "kind": "signed_in", "actor": actor, "details": {}}
        connection.execute(insert(AuditEvent), row)


def test_the_log_tells_the_story_in_words_newest_first(house: Engine) -> None:
    account_administration.give(house, ADMINISTRATOR, ANA, LEADER)
    account_administration.take(house, ADMINISTRATOR, account(house, ANA), LEADER)

    app = opened()

    assert app.header[0].value == "5 sucesos en el registro."
    story = [
        f"{ROOT} quitó a {ANA} el rol: líder municipal o provincial de Manta.",
        f"{ROOT} dio a {ANA} el rol: líder municipal o provincial de Manta.",
        f"{ROOT} entró.",
        f"console dio a {ROOT} el rol: administración.",
        f"console invitó a {ROOT} con el rol: administración.",
    ]
    places = [log_of(app).index(sentence) for sentence in story]
    assert places == sorted(places)
    assert f"{ROOT} took from {ANA} the role: municipal or provincial leader of Manta." in log_of(
        opened("en")
    )


def test_what_strangers_wrote_is_no_markup(house: Engine) -> None:
    with writing(house) as connection:
        connection.log("link_requested", actor="", email="<img src=x>@example.org")

    assert "&lt;img src=x&gt;@example.org" in log_of(opened())
    assert "<img" not in log_of(opened())


def test_an_event_of_another_version_is_told_as_it_stands(house: Engine) -> None:
    with writing(house) as connection:
        for kind, details in (("session_ended", {"session": 3}), ("gossip", {"x": "<b>"})):
            row = {"at": clock.now(), "kind": kind, "actor": ANA, "details": details}
            connection.execute(insert(AuditEvent), row)

    shown = log_of(opened())

    assert f"{ANA}: Sesión cerrada {{&#34;session&#34;: 3}}" in shown
    assert f"{ANA}: gossip {{&#34;x&#34;: &#34;&lt;b&gt;&#34;}}" in shown


def test_the_address_says_what_is_shown_and_a_choice_is_written_there(house: Engine) -> None:
    account_administration.give(house, ADMINISTRATOR, ANA, LEADER)
    enter(house, "eva@example.org", LEADER)

    found = opened(suceso="role_granted", quien=ROOT, periodo="7d")
    assert found.header[0].value == "1 suceso en el registro."
    assert f"{ROOT} dio a {ANA}" in log_of(found)

    app = opened(pagina="2")
    app.selectbox(key="choice-suceso").select("signed_in").run()
    assert app.query_params["suceso"] == "signed_in"
    assert "pagina" not in app.query_params
    assert app.header[0].value == "2 sucesos en el registro."


def test_an_address_with_mistakes_says_so_and_shows_what_it_can(house: Engine) -> None:
    app = opened(suceso="gossip", quien="nobody", periodo="2020-01")

    assert app.warning[0].value == (
        "La dirección pide algo que el registro no tiene (suceso, quien, periodo)."
    )
    assert app.header[0].value == "3 sucesos en el registro."
    assert opened(pagina="99").info[0].value.startswith("No hay tantas páginas")


def test_a_month_is_one_of_ecuadors_calendar(house: Engine) -> None:
    now = dt.datetime.now(TIMEZONE)
    first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    before = first - dt.timedelta(seconds=1)
    logged_at(house, before, "late@example.org")
    logged_at(house, first, "early@example.org")

    last_month = log_of(opened(periodo=f"{before:%Y-%m}"))
    this_month = log_of(opened(periodo=f"{first:%Y-%m}"))

    assert "late@example.org" in last_month and "early@example.org" not in last_month
    assert "early@example.org" in this_month and "late@example.org" not in this_month


def test_events_stand_under_the_day_and_hour_of_ecuador(house: Engine) -> None:
    logged_at(house, dt.datetime(2026, 3, 2, 3, 30, tzinfo=dt.UTC), ANA)

    shown = log_of(opened(periodo="todo"))

    assert "1 de marzo de 2026" in shown
    assert f"<time>22:30</time><span>{ANA} entró.</span>" in shown


def test_the_csv_says_what_it_is_and_runs_no_formula(house: Engine) -> None:
    with writing(house) as connection:
        connection.log("signed_in", actor='=HYPERLINK("x")')
    text = log_files.as_csv(house, ADMINISTRATOR, EVERYTHING, "es", True).decode("utf-8-sig")

    lines = list(csv.reader(io.StringIO(text)))
    about = {line[0]: line[1] for line in lines if line[0].startswith("# ")}
    assert about["# Aviso"].startswith("Datos sintéticos")
    assert (about["# Suceso"], about["# Sucesos"], about["# Por"]) == ("Todos", "4", ROOT)
    rows = [line for line in lines if not line[0].startswith("# ")]
    assert rows[0] == [
        *("Número", "Momento (Ecuador)", "Código", "Suceso", "Quién", "Qué pasó", "Detalles")
    ]
    assert rows[1][2:5] == ["signed_in", "Entrada", '\'=HYPERLINK("x")']
    assert rows[1][5] == '\'=HYPERLINK("x") entró.'
    assert json.loads(rows[-1][6]) == {"email": ROOT, "role": "administrator"}


def test_the_workbook_holds_moments_and_no_formula(house: Engine) -> None:
    with writing(house) as connection:
        connection.log("signed_in", actor="=1+1")
    logged_at(house, dt.datetime(2026, 3, 2, 3, 30, tzinfo=dt.UTC), ANA)
    book = openpyxl.load_workbook(
        io.BytesIO(log_files.as_excel(house, ADMINISTRATOR, EVERYTHING, "en", False))
    )

    sheet = book.worksheets[0]
    assert sheet.cell(2, 2).value == dt.datetime(2026, 3, 1, 22, 30)
    assert sheet.cell(2, 6).value == f"{ANA} signed in."
    assert (sheet.cell(3, 5).value, sheet.cell(3, 5).data_type) == ("=1+1", "s")
    about = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows()}
    assert about["Content"] == "Activity log" and "Notice" not in about


def test_a_file_that_is_cut_says_so(house: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_files, "MOST_IN_A_FILE", 2)

    text = log_files.as_csv(house, ADMINISTRATOR, EVERYTHING, "es", False).decode("utf-8-sig")

    assert "# Nota,Están los 2 más recientes" in text
    assert len([line for line in text.splitlines() if not line.startswith("# ")]) == 3


def test_a_button_to_download_serves_nobody_who_no_longer_administers(house: Engine) -> None:
    eva = Viewer(ADMINISTRATOR.grants, "eva@example.org")
    appoint(house, eva.name)
    assert log_files.as_csv(house, eva, EVERYTHING, "es", False)
    account_administration.take(
        house, ADMINISTRATOR, account(house, eva.name), Grant("administrator")
    )

    with pytest.raises(Refusal):
        log_files.as_csv(house, eva, EVERYTHING, "es", False)


def test_a_long_log_is_turned_page_by_page(house: Engine) -> None:
    with writing(house) as connection:
        for number in range(log_reader.AT_ONCE):
            connection.log("signed_in", actor=f"p{number:02}@example.org")

    app = opened()
    assert "p00@example.org" in log_of(app) and "console invitó" not in log_of(app)
    app.button(key="pager-1").click().run()
    assert "console invitó" in log_of(app) and "p00@example.org" not in log_of(app)
