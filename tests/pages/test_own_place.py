"""What a leader has of the own place beyond the public, and that of another there is nothing."""

from __future__ import annotations

import io

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from components.place_list import FIRST, MOST
from data_access.database import engine_for
from data_access.viewer import Grant, Viewer
from tests.data_access.auth.house import enter
from tests.pages import opening
from tests.pages.rendered import tables
from tests.sampling import sampled

ELSEWHERE = ({"territory": "2301"}, {"territory": "23"}, {"territory": "2301", "ciuo2": "51"}, {})
LIST = "empresas de {} declararon"
Files = list[bytes]


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    """What the download buttons of a page give, each pressed as it is drawn."""
    made: Files = []
    monkeypatch.setattr(
        "components.figure.st.download_button",
        lambda _label, data, **_options: made.append(data()),
    )
    return made


@pytest.fixture
def reading(
    monkeypatch: pytest.MonkeyPatch, database: str, cookie: list[str | None]
) -> dict[str, str | None]:
    """The cookie of each reader."""
    monkeypatch.setenv("DATABASE_URL", database)
    engine = engine_for(database)
    roles = {
        who: Viewer.parse(who).grants
        for who in ("leader:1308", "leader:2301", "leader:13", "juror:EMP-2026", "monitor")
    }
    held: dict[str, str | None] = {"visitor": None}
    for who, grants in roles.items():
        grant: Grant = next(iter(grants))
        held[who] = enter(engine, f"{who.replace(':', '.')}@example.org", grant)
    engine.dispose()
    return held


def opened(language: str = "es", **query: str) -> AppTest:
    """The page as it opens, and with every table open."""
    app = opening.opened("labour", language, **query)
    for toggle in app.toggle:
        toggle.set_value(True)
    app.run()
    assert not app.exception
    return app


def everything(app: AppTest) -> list[str]:
    """All that a page says and shows: text, figures, tables, charts."""
    words = [e.value for e in (*app.header, *app.subheader, *app.markdown, *app.caption)]
    words += [f"{metric.label} {metric.value} {metric.delta}" for metric in app.metric]
    words += [table.to_csv() for table in tables(app)]
    # A chart's own number is dealt anew; its data and its form are not.
    words += [str(chart.proto.spec) for chart in app.get("vega_lite_chart")]
    return words + [e.proto.body for e in app.get("html")]


def contents(file: bytes) -> object:
    """A file as a reader has it: the text of a CSV, the cells of a workbook."""
    if not file.startswith(b"PK"):
        return file
    book = openpyxl.load_workbook(io.BytesIO(file))
    return [(sheet.title, list(sheet.values)) for sheet in book]


@pytest.mark.parametrize(
    ("who", "query"),
    sampled(
        [(who, query) for who in ("leader:1308", "juror:EMP-2026") for query in ELSEWHERE],
        ("leader:1308", ELSEWHERE[2]),
        ("juror:EMP-2026", ELSEWHERE[0]),
    ),
)
def test_of_another_place_a_leader_gets_the_public_page_tables_and_files(
    reading: dict[str, str | None],
    cookie: list[str | None],
    files: Files,
    who: str,
    query: dict[str, str],
) -> None:
    public = everything(opened(**query))
    public_files = [contents(file) for file in files]
    files.clear()
    cookie[0] = reading[who]

    assert everything(opened(**query)) == public
    assert [contents(file) for file in files] == public_files
    assert public_files


@pytest.mark.parametrize("who", ["leader:1308", "leader:13", "monitor"])
def test_the_own_place_lists_what_its_companies_reported_and_nobody_elses(
    reading: dict[str, str | None], cookie: list[str | None], files: Files, who: str
) -> None:
    cookie[0] = reading[who]

    app = opened(territory="1308")

    said = "\n".join(everything(app))
    assert LIST.format("Manta") in said
    shown = next(table for table in tables(app) if "Vacantes declaradas" in table)
    assert list(shown.columns) == [
        *("Empresa", "Ocupación", "Vacantes declaradas", "Difíciles de cubrir")
    ]
    assert all(code.startswith("1308-") for code in shown["Empresa"])
    listed = [file.decode() for file in files if b"labour.reported" in file]
    assert listed and "2301-" not in listed[0]
    # A long list stands on the page in part, and whole in its files.
    whole = listed[0].count("\r\n1308,")
    assert whole > MOST
    assert f"Las primeras {FIRST} de {whole} filas" in said
    assert f"Las primeras {MOST} de {whole} filas" in said
    # What lies around it of people stays as the public has it, to all but the monitor.
    assert app.metric[3].value.startswith("≈") == (who != "monitor")


@pytest.mark.parametrize("who", ["visitor", "leader:2301", "juror:EMP-2026"])
def test_nobody_else_hears_of_the_list(
    reading: dict[str, str | None], cookie: list[str | None], files: Files, who: str
) -> None:
    cookie[0] = reading[who]

    said = "\n".join(everything(opened(territory="1308")))

    assert "declararon" not in said and "Empresa\n" not in said
    assert not [file for file in files if b"labour.reported" in file]


def test_a_list_follows_the_occupation_chosen_and_is_said_in_english(
    reading: dict[str, str | None], cookie: list[str | None]
) -> None:
    cookie[0] = reading["leader:1308"]

    app = opened("en", territory="1308", ciuo2="83")

    shown = next(table for table in tables(app) if "Vacancies reported" in table)
    assert set(shown["Occupation"]) == {shown["Occupation"].iloc[0]}
    assert "companies in Manta reported" in "\n".join(everything(app))
    assert "The first 8 of" in "\n".join(everything(app))
