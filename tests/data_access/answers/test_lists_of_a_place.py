"""Sessions and events one by one: for who leads their place, and without anybody in them."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, update

from data_access.answers import ask
from data_access.database import writing
from data_access.scope import Scope
from data_access.tables import CourseSession, Event
from data_access.viewer import Viewer
from tests.data_access.answers.example import store_people, store_survey
from tests.data_access.answers.outcomes import store_outcomes
from tests.data_access.test_matrix import OF_ITS_PLACE, VIEWERS

EVERYWHERE = {"monitor", "administrator"}
IN_CHARGE = {
    "1308": EVERYWHERE | {"leader:1308", "leader:13"},
    "2301": EVERYWHERE | {"leader:2301"},
    "13": EVERYWHERE | {"leader:13"},
    "EC": EVERYWHERE,
}


@pytest.fixture
def stored(engine: Engine) -> Engine:
    """Sessions and events of Manta, and one of each in Santo Domingo."""
    with writing(engine) as connection:
        store_people(connection, *[{}] * 60)
        store_survey(connection)
        store_outcomes(connection)
        for table, code in ((CourseSession, "S-TOT"), (Event, "T-1")):
            connection.execute(update(table).filter_by(code=code).values(canton_code="2301"))
    return engine


@pytest.mark.parametrize("question", sorted(OF_ITS_PLACE))
def test_the_list_of_a_place_is_its_leaders_and_for_others_it_is_not_there(
    stored: Engine, question: str
) -> None:
    readers = VIEWERS | {"leader:13": Viewer.parse("leader:13")}
    with stored.connect() as connection:
        for place, in_charge in IN_CHARGE.items():
            got = {
                name: ask(connection, question, viewer, Scope(place)).to_json("es")
                for name, viewer in readers.items()
            }
            assert {name for name, answer in got.items() if answer["rows"]} == in_charge
            for name, answer in got.items():
                assert answer == got["administrator" if name in in_charge else "visitor"], name
            inside = {"EC": {"1308", "2301"}, "13": {"1308"}}.get(place, {place})
            assert {row["canton"] for row in got["administrator"]["rows"]} == inside
            for row in got["administrator"]["rows"]:
                assert {"persons", "participants", "flag"}.isdisjoint(row)
