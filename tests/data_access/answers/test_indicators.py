"""The framework on the demo: each figure against one computed here from the rows of the sheets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete, select

from data_access import clock, demo, lists
from data_access.answers import Answer, ask
from data_access.answers.indicators.catalogue import ALL, BY_CODE
from data_access.answers.indicators.missing_sheets import ABOUT_PEOPLE, TABLES
from data_access.database import engine_for
from data_access.imports.templates import templates
from data_access.scope import Scope
from data_access.tables import Honour, ListingSales
from data_access.viewer import VISITOR, Viewer
from tests import databases
from tests.data_access.answers import by_hand
from tests.writing import writing

MONITOR = Viewer.parse("monitor")
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The demo programme."""
    path = tmp_path_factory.mktemp("indicators") / "demo.db"
    return engine_for(databases.sqlite_copy("demo", path))


@pytest.fixture(scope="module")
def sheets() -> dict[str, Rows]:
    return demo.sheets()


def framework(engine: Engine, viewer: Viewer, scope: Scope) -> dict[str, dict[str, Any]]:
    with engine.connect() as connection:
        answer = ask(connection, "indicators.framework", viewer, scope)
    return {row["code"]: row for row in answer.to_json("es")["rows"]}


def test_every_figure_equals_one_computed_from_the_rows_of_the_sheets(
    programme: Engine, sheets: by_hand.Sheets
) -> None:
    got = framework(programme, MONITOR, Scope())

    with programme.connect() as connection:
        honours = connection.execute(select(Honour).filter_by(distinction="winner")).all()
    winners: dict[str, set[str]] = {}
    for row in honours:
        winners.setdefault(row.edition_code, set()).add(row.nomination_code)
    wanted = {
        **by_hand.survey(sheets),
        **by_hand.training(sheets),
        **by_hand.hiring(sheets, clock.today()),
        **by_hand.ventures(sheets),
        **by_hand.community(sheets),
        **by_hand.awards(sheets, winners),
    }
    # Fewer than half have a job, so there is no median, and the page says just that.
    assert wanted.pop("hired") < 0.5
    assert (got["JB-02"]["actual"], got["JB-02"]["status"]) == (None, "not_reached")
    assert set(wanted) == set(lists.INDICATORS) - {"JB-02"}
    told = {code: got[code]["actual"] for code in wanted}
    assert told == pytest.approx(wanted, rel=1e-9)


def test_who_is_still_looking_equals_a_curve_computed_from_the_rows(
    programme: Engine, sheets: by_hand.Sheets
) -> None:
    with programme.connect() as connection:
        exact, public = (
            ask(connection, "hiring.waiting", viewer, Scope()) for viewer in (MONITOR, VISITOR)
        )
    assert exact.as_of is not None
    wanted = by_hand.looking(sheets, exact.as_of)
    got = {row["month"]: row["survival"] for row in exact.frame.to_dict("records")}
    assert {month: got[month] for month in wanted} == pytest.approx(wanted)
    rounded = {row["month"]: row["survival"] for row in public.frame.to_dict("records")}
    assert rounded == {month: round(round(share / 0.05) * 0.05, 2) for month, share in got.items()
                       if month in wanted}  # fmt: skip


# Where each figure stands in the answer that its page shows.
ELSEWHERE = {
    "LG-02": ("labour.vacancy_rate", "estimate", 100),
    "LG-03": ("labour.hard_to_fill", "estimate", 100),
    "LG-04": ("labour.response", "rate", 100),
    "TT-01": ("training.multiplication", "certified", 1),
    "TT-03": ("training.multiplication", "factor", 1),
    "SK-01": ("training.reach", "persons", 1),
    "SK-02": ("training.completion", "rate", 100),
    "SK-03": ("training.coverage", "per_thousand", 1),
    "SK-04": ("training.employment", "rate", 100),
    "JB-01": ("hiring.vacancies", "fill_rate", 100),
    "JB-04": ("hiring.adequate", "rate", 100),
    "MK-01": ("ventures.marketplace", "sellers", 1),
    "MK-02": ("ventures.marketplace", "rate", 100),
    "PP-01": ("labour.willing", "estimate", 100),
    "AW-01": ("community.employers", "enterprises_trained", 1),
}


@pytest.mark.parametrize("place", ["EC", "13", "1308", "2301"])
@pytest.mark.parametrize("viewer", [VISITOR, MONITOR], ids=["visitor", "monitor"])
def test_an_indicator_is_the_figure_of_its_own_page(
    programme: Engine, viewer: Viewer, place: str
) -> None:
    got = framework(programme, viewer, Scope(place))

    with programme.connect() as connection:
        for code, (name, column, scale) in ELSEWHERE.items():
            (row,) = ask(connection, name, viewer, Scope(place)).to_json("es")["rows"][:1]
            wanted = None if row[column] is None else row[column] * scale
            assert got[code]["actual"] == pytest.approx(wanted), code


# Ratios of people: the answer's shown numerator and denominator, per so many.
SHOWN = {
    "TT-03": ("training.multiplication", "trainees", "certified", 1),
    "SK-02": ("training.completion", "completed", "enrolled", 100),
    "SK-03": ("training.coverage", "persons", "population", 1000),
    "SK-04": ("training.employment", "placed", "observed", 100),
    "JF-02": ("hiring.all_fairs", "posts", "participants", 1),
    "JF-03": ("hiring.all_fairs", "hires_90d", "participants", 100),
    "JB-01": ("hiring.vacancies", "filled", "posts", 100),
    "JB-04": ("hiring.adequate", "adequate", "classified", 100),
    "MK-02": ("ventures.marketplace", "sellers_with_sale", "sellers", 100),
}


@pytest.mark.parametrize("place", ["EC", "13", "1308", "2301"])
def test_below_monitor_a_ratio_is_that_of_the_shown_counts_and_of_nothing_else(
    programme: Engine, place: str
) -> None:
    got, exact = (framework(programme, viewer, Scope(place)) for viewer in (VISITOR, MONITOR))

    moved = 0
    with programme.connect() as connection:
        for code, (name, over, under, scale) in SHOWN.items():
            (row,) = ask(connection, name, VISITOR, Scope(place)).to_json("es")["rows"][:1]
            wanted = scale * row[over] / row[under]
            assert got[code]["actual"] == pytest.approx(wanted), code
            moved += got[code]["actual"] != pytest.approx(exact[code]["actual"])
        (spaces,) = ask(connection, "ventures.all_spaces", VISITOR, Scope(place)).to_json("es")[
            "rows"
        ]
    share = spaces["on_the_move"] / (spaces["on_the_move"] + spaces["host"])
    assert got["CW-03"]["actual"] == pytest.approx(1 - abs(2 * share - 1))
    assert moved  # the noise is there: none of this is worked out from exact counts


def test_below_monitor_counts_of_people_say_that_they_are_adjusted(programme: Engine) -> None:
    got = framework(programme, VISITOR, Scope("1308"))

    assert {got[code]["flag"] for code in ("SK-01", "JF-01", "MK-01", "CW-01")} == {"adjusted"}
    assert got["TT-04"]["actual"] is None and got["TT-04"]["flag"] == "not_published"
    assert framework(programme, MONITOR, Scope("1308"))["TT-04"]["actual"] > 0


def test_a_year_has_its_own_figures_and_its_own_targets(programme: Engine) -> None:
    year = Scope("EC", dt.date(2025, 1, 1), dt.date(2026, 1, 1))
    got, phase = framework(programme, MONITOR, year), framework(programme, MONITOR, Scope())

    assert got["SK-01"]["period"] == "2025" and phase["SK-01"]["period"] == "FASE"
    assert 0 < got["SK-01"]["actual"] < phase["SK-01"]["actual"]
    assert got["SK-01"]["target"] == 340 and phase["SK-01"]["target"] == 850
    assert got["LG-02"]["actual"] is not None
    before = Scope("EC", dt.date(2023, 1, 1), dt.date(2024, 1, 1))
    assert framework(programme, MONITOR, before)["LG-02"]["actual"] is None


def test_the_barrier_that_is_followed_is_compared_as_all_that_could_have_been(
    programme: Engine,
) -> None:
    """METHODS §3a.7: a barrier picked because it leads now is compared as every barrier is."""
    scope = Scope().having(indicador="PP-02")
    with programme.connect() as connection:
        years = ask(connection, "indicators.over_time", VISITOR, scope)
        named = ask(connection, "labour.barriers", VISITOR, Scope()).frame
    barriers = named[named["estimate"].notna() & (named["barrera"] != "NINGUNA")]

    assert len(barriers) > 2
    assert years.evidence[-1].picked_of == len(barriers)


@pytest.mark.parametrize(
    ("code", "kind"), [("PP-02", "survey"), ("SK-01", "count"), ("JB-03", "model")]
)
def test_an_indicator_is_of_the_kind_of_what_it_is_read_from(
    programme: Engine, code: str, kind: str
) -> None:
    """All of them stood under "count of records", survey estimates too."""
    with programme.connect() as connection:
        years = ask(connection, "indicators.over_time", MONITOR, Scope().having(indicador=code))
        whole = ask(connection, "indicators.framework", MONITOR, Scope())

    assert (years.estimate_type, whole.estimate_type) == (kind, "mixed")


def test_over_time_and_place_by_place_the_figures_are_those_of_the_framework(
    programme: Engine,
) -> None:
    year = Scope("1308", dt.date(2025, 1, 1), dt.date(2026, 1, 1))
    of_year = framework(programme, VISITOR, year)["SK-01"]
    of_place = framework(programme, VISITOR, Scope("1308"))["SK-01"]

    def asked(name: str, scope: Scope) -> Answer:
        with programme.connect() as connection:
            return ask(connection, name, VISITOR, scope.having(indicador="SK-01"))

    years = asked("indicators.over_time", Scope("1308")).to_json("es")["rows"]
    places = asked("indicators.by_place", Scope("13")).to_json("es")["rows"]
    assert [row["period"] for row in years] == ["2022", "2023", "2024", "2025"]
    assert years[-1] == of_year
    assert next(row for row in places if row["territory"] == "1308") == of_place


def test_without_data_an_indicator_names_the_sheet_that_is_missing(engine: Engine) -> None:
    got = framework(engine, MONITOR, Scope())

    for code, row in got.items():
        assert row["actual"] is None and row["missing"] == BY_CODE[code].sheets[0], code
        assert row["status"] == "no_data"
    assert got["LG-02"]["missing"] == "encuestas"
    assert got["TT-01"]["missing"] == "cursos"


def test_a_visitor_too_is_told_that_there_are_no_courses_but_not_that_nobody_is_registered(
    engine: Engine,
) -> None:
    got = framework(engine, VISITOR, Scope())

    for code, row in got.items():
        open_sheets = [name for name in BY_CODE[code].sheets if name not in ABOUT_PEOPLE]
        if open_sheets:
            assert (row["missing"], row["status"]) == (open_sheets[0], "no_data"), code
        else:
            assert (row["missing"], row["status"]) == (None, "few"), code
    assert {got[code]["missing"] for code in ("JB-03", "JB-04")} == {None}


def test_which_sheets_are_about_people_is_what_the_templates_say() -> None:
    people = {name for name in TABLES if templates()[name].about_people}
    assert people | {"mercado_ventas"} == ABOUT_PEOPLE  # the sales of a person's offers


def test_the_sheet_named_is_the_first_that_is_empty(programme: Engine, tmp_path: Path) -> None:
    path = Path(str(programme.url.database))
    copy = tmp_path / "copy.db"
    with programme.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    copy.write_bytes(path.read_bytes())
    engine = engine_for(f"sqlite:///{copy}")
    with writing(engine) as connection:
        connection.execute(delete(ListingSales))

    got = framework(engine, MONITOR, Scope())
    assert got["MK-01"]["actual"] > 0 and got["MK-01"]["missing"] is None
    assert got["MK-02"]["actual"] is None and got["MK-02"]["missing"] == "mercado_ventas"


def test_the_framework_is_whole() -> None:
    assert [indicator.code for indicator in ALL] == list(dict.fromkeys(BY_CODE))
    assert set(BY_CODE) == set(lists.INDICATORS)
    for indicator in ALL:
        assert indicator.activity in lists.ACTIVITIES
        assert indicator.unit in lists.UNITS
        assert {goal.partition(".")[0] for goal in indicator.sdg} <= set(lists.SDG)
        assert {str(objective) for objective in indicator.gcm} <= set(lists.GCM)
        assert set(indicator.sheets) <= set(TABLES)
    for sheet, table in TABLES.items():
        assert templates()[sheet].model is table
