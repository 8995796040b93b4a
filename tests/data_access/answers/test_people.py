"""People in the job bank: counted once at each level, few people never told."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete

from data_access import territory
from data_access.answers import ask
from data_access.answers.people import COLUMNS, REGISTER
from data_access.answers.reached import crowd_in
from data_access.clock import today
from data_access.disclosure import MOST_NOISE, NOBODY, Group
from data_access.lists import MOBILITY, NATIONALITIES, SEX
from data_access.scope import Scope, ScopeError
from data_access.tables import Person
from data_access.viewer import ADMINISTRATOR, VISITOR, Viewer
from tests.data_access.answers.example import store_people, store_survey
from tests.writing import writing


def rows(engine: Engine, viewer: Viewer, scope: Scope) -> list[dict[str, object]]:
    with engine.connect() as connection:
        return ask(connection, "people.count", viewer, scope).to_json("es")["rows"]


def test_everyone_registered_is_counted_once(engine: Engine) -> None:
    with writing(engine) as connection:
        store_people(connection, *[{}] * 12, *[{"canton_code": "1301"}] * 3)
    for place, persons in {"EC": 15, "13": 15, "1308": 12, "13R": 3, "23": 0}.items():
        (row,) = rows(engine, ADMINISTRATOR, Scope(place))
        assert row == {
            "measure": "registered",
            "territory": place,
            "persons": persons,
            "flag": None,
        }


def test_those_who_withdrew_or_never_registered_are_not_counted(engine: Engine) -> None:
    with writing(engine) as connection:
        store_people(connection, {}, {"registered_on": None}, {"withdrawn_on": dt.date(2025, 4, 1)})
    (row,) = rows(engine, ADMINISTRATOR, Scope())
    assert row["persons"] == 1


def test_a_visitor_sees_few_instead_of_a_small_count_and_every_category_is_a_row(
    engine: Engine,
) -> None:
    with writing(engine) as connection:
        store_people(connection, *[{}] * 40, *[{"nationality": "COL"}] * 4)
    shown = {
        row["nacionalidad"]: (row["persons"], row["flag"])
        for row in rows(engine, VISITOR, Scope(by=("nacionalidad",)))
    }
    assert list(shown) == list(NATIONALITIES)
    persons, flag = shown["VEN"]
    assert abs(int(str(persons)) - 40) <= MOST_NOISE
    assert flag == "adjusted"
    assert shown["COL"] == shown["CUB"] == (None, "few")


def test_nationalities_that_are_not_shown_count_as_other(engine: Engine) -> None:
    with writing(engine) as connection:
        store_people(connection, {"nationality": "NGA"}, {"nationality": "USA"})
    found = rows(engine, ADMINISTRATOR, Scope(filters=(("nacionalidad", "OTRA"),)))
    assert found[0]["persons"] == 2


def test_age_is_counted_in_the_year_of_registration(engine: Engine) -> None:
    with writing(engine) as connection:
        store_people(connection, {"birth_year": 2008}, {"birth_year": 2007}, {"birth_year": 1960})
    ages = {
        r["grupo_edad"]: r["persons"]
        for r in rows(engine, ADMINISTRATOR, Scope(by=("grupo_edad",)))
    }
    assert ages == {"15-17": 1, "18-29": 1, "30-44": 0, "45-64": 0, "65+": 1}


def test_a_period_is_half_open_and_may_cut_a_month_only_for_an_administrator(
    engine: Engine,
) -> None:
    days = [dt.date(2025, 3, 1), dt.date(2025, 3, 15), dt.date(2025, 3, 31), dt.date(2025, 4, 1)]
    with writing(engine) as connection:
        store_people(connection, *[{"registered_on": day} for day in days])
    march = Scope(start=dt.date(2025, 3, 1), end=dt.date(2025, 4, 1))
    half = Scope(start=dt.date(2025, 3, 15), end=dt.date(2025, 4, 1))
    assert rows(engine, ADMINISTRATOR, march)[0]["persons"] == 3
    assert rows(engine, ADMINISTRATOR, half)[0]["persons"] == 2
    with pytest.raises(ScopeError):
        rows(engine, VISITOR, half)


def test_children_of_a_province_are_its_cantons_all_of_them(engine: Engine) -> None:
    with writing(engine) as connection:
        store_people(connection, *[{}] * 12)
    found = rows(engine, VISITOR, Scope("13", by=("territory",)))
    assert [r["territory"] for r in found] == list(territory.children("13"))
    people = {r["territory"]: r["persons"] for r in found}
    assert abs(people.pop("1308") - 12) <= MOST_NOISE
    assert set(people.values()) == {None}


def test_more_than_two_dimensions_are_refused(engine: Engine) -> None:
    with pytest.raises(ScopeError):
        rows(engine, VISITOR, Scope(by=("sexo", "nacionalidad", "situacion")))


def test_an_unknown_measure_is_named_with_those_there_are(engine: Engine) -> None:
    with pytest.raises(ScopeError, match=r"dined.*coworker"):
        rows(engine, VISITOR, Scope(filters=(("measure", "dined"),)))


def test_a_measure_is_asked_only_by_what_it_knows(engine: Engine) -> None:
    for scope in (
        Scope().having(canal="BOLSA"),
        Scope(by=("ciuo2",)).having(measure="hired"),
        Scope().having(measure="fair", canal="FERIA"),
    ):
        with pytest.raises(ScopeError, match="does not take"):
            rows(engine, VISITOR, scope)
    with pytest.raises(ScopeError, match="NADA"):
        rows(engine, VISITOR, Scope().having(measure="coworker", sede="NADA"))


people = st.lists(
    st.fixed_dictionaries(
        {
            "sex": st.sampled_from(sorted(SEX)),
            "nationality": st.sampled_from(["ECU", "VEN", "COL", "NGA", "USA"]),
            "mobility_status": st.sampled_from(sorted(MOBILITY)),
            "canton_code": st.sampled_from(["1308", "1301", "2301", "2302", "0901"]),
            "sought_isco2": st.sampled_from([None, "51", "52", "83"]),
            "birth_year": st.integers(1940, 2008),
            "registered_on": st.none() | st.dates(dt.date(2023, 1, 1), dt.date(2025, 12, 31)),
            "withdrawn_on": st.sampled_from([None, None, None, dt.date(2026, 1, 1)]),
        }
    ),
    max_size=40,
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(people)
def test_the_register_equals_a_count_made_straight_from_the_person_rows(
    engine: Engine, found: list[dict[str, object]]
) -> None:
    with writing(engine) as connection:
        connection.execute(delete(Person))
        if found:
            store_people(connection, *found)
    counted = [p for p in found if p["registered_on"] and not p["withdrawn_on"]]
    (total,) = rows(engine, ADMINISTRATOR, Scope())
    assert total["persons"] == len(counted)


def test_every_dimension_can_be_asked_for(engine: Engine) -> None:
    with writing(engine) as connection:
        store_people(connection, *[{}] * 10)
    for dimension in COLUMNS:
        exact = rows(engine, ADMINISTRATOR, Scope(by=(dimension,)))
        assert sorted(row["persons"] for row in exact)[-2:] == [0, 10]
        # All ten share the attribute: telling their number would tell it of each of them.
        public = rows(engine, VISITOR, Scope(by=(dimension,)))
        assert {row["flag"] for row in public} == {"few"}


def test_one_filter_on_a_persons_attributes_is_enough_for_the_public(engine: Engine) -> None:
    two = Scope(filters=(("nacionalidad", "VEN"), ("sexo", "M")))

    with pytest.raises(ScopeError, match="filter"):
        rows(engine, VISITOR, two)
    assert rows(engine, ADMINISTRATOR, two)[0]["persons"] == 0


def test_a_filter_that_everyone_shares_is_not_told(engine: Engine) -> None:
    with writing(engine) as connection:
        store_people(connection, *[{}] * 30)

    (all_of_them,) = rows(engine, VISITOR, Scope("1308"))
    (filtered,) = rows(engine, VISITOR, Scope("1308", filters=(("nacionalidad", "VEN"),)))

    assert all_of_them["flag"] == "adjusted"
    assert (filtered["persons"], filtered["flag"]) == (None, "few")


def test_a_group_that_is_not_told_is_not_told_beside_the_table_either(engine: Engine) -> None:
    with writing(engine) as connection:
        store_people(connection, *[{}] * 30)
        same = ask(connection, "people.count", VISITOR, Scope("1308").having(nacionalidad="VEN"))
        exact = ask(connection, "people.count", ADMINISTRATOR, same.scope)

    assert same.n is None
    assert exact.n == 30


def test_who_came_in_this_quarter_is_told_when_the_quarter_is_over(engine: Engine) -> None:
    everybody = Scope("1308", by=("sexo",))
    with writing(engine) as connection:
        store_people(connection, *[{}] * 40, *[{"sex": "H"}] * 20)
    before = rows(engine, VISITOR, everybody)
    with writing(engine) as connection:
        store_people(connection, *[{"sex": "H", "registered_on": today()}] * 9)

    assert rows(engine, VISITOR, everybody) == before
    exact = {row["sexo"]: row["persons"] for row in rows(engine, ADMINISTRATOR, everybody)}
    assert exact == {"M": 40, "H": 29, "I": 0, "NR": 0}


def test_below_monitor_an_answer_names_no_batch_and_no_day(engine: Engine) -> None:
    with writing(engine) as connection:
        store_people(connection, *[{}] * 30, {"registered_on": dt.date(2025, 5, 7)})
        store_survey(connection)
        for name in ("people.count", "labour.gap", "labour.mismatch"):
            public, exact = (
                ask(connection, name, viewer, Scope("1308")) for viewer in (VISITOR, ADMINISTRATOR)
            )
            register = [source.name for source in exact.sources].index(REGISTER)
            assert exact.sources[register].batches != ()
            assert public.sources[register].batches == ()
            if name == "people.count":
                assert exact.as_of == dt.date(2025, 5, 7)
                assert public.as_of == dt.date(2025, 6, 30)


def test_places_that_hold_the_same_people_are_the_same_sets(engine: Engine) -> None:
    where = {"1308": 21, "1301": 17, "1303": 6, "2301": 30, "2302": 9, "0901": 11}
    with writing(engine) as connection:
        for canton, persons in where.items():
            store_people(connection, *[{"canton_code": canton}] * persons)
        found = {
            place: crowd_in(connection, "registered", Scope(place)).group({"territory": place})
            for place in territory.PLACES
        }

    def together(*places: str) -> Group:
        sets = [found[place] for place in places]
        return Group(sum(s.persons for s in sets), sum(s.key for s in sets) % 2**64)

    assert together("1308", "13R") == found["13"]
    assert together(*territory.PROVINCES) == found["EC"]
    for province in territory.PROVINCES:
        assert together(*territory.cantons_of(province)) == found[province]
    # Nobody lives in an undelimited zone, and so it says the same as any empty place.
    assert {found[zone] for zone in (*territory.ZONES, "90")} == {NOBODY}
    assert rows(engine, VISITOR, Scope(territory.ZONES[0]))[0]["flag"] == "few"
