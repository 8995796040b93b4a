"""A leader who takes rows about people out again and again needs a monitor, who is told of it.

Looking in between tells nothing: a hidden 3 was once read as 2.83 at 24 such cycles (METHODS §6).
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data_access import clock
from data_access.imports.approval import decline
from data_access.imports.batch_history import Batch
from data_access.imports.batch_history import batch as told_of
from data_access.imports.loading import import_files
from data_access.imports.undo import undo
from data_access.imports.undo_limit import Undos, undos
from data_access.releases import making, reading
from data_access.scope import Scope
from tests.data_access.imports.books import company, filled, person
from tests.data_access.releases.programmes import EVA, LEADER, registered
from tests.releasing import published


@pytest.fixture
def house(engine: Engine) -> Engine:
    published(engine)
    return engine


def brought(engine: Engine, folder: Path, code: str) -> int:
    """A batch with a person that waits."""
    book = filled(folder / f"{code}.xlsx", personas=[person(code)])
    report = import_files(engine, [book], LEADER, accept_warnings=True)
    assert report.waiting and report.batch is not None
    return report.batch


def stands(engine: Engine, batch: int) -> Batch:
    with engine.connect() as connection:
        found = told_of(connection, EVA, batch)
    assert found is not None
    return found


def test_the_third_undo_about_people_in_thirty_days_needs_a_monitor(
    house: Engine, tmp_path: Path
) -> None:
    batches = [brought(house, tmp_path, f"N-{at}") for at in range(3)]
    assert [undo(house, batch, LEADER).waiting for batch in batches] == [False, False, True]

    third = stands(house, batches[2])

    assert (third.waiting, third.undone_at) == ("import", None)
    assert undos(house, batches[2], EVA) == Undos(asked=True, number=3, many=True)
    decline(house, batches[2], EVA, "Su autora lo pidió.")
    assert stands(house, batches[2]).undone_at is not None


def test_ten_invented_people_brought_in_and_taken_out_again_and_again_move_no_figure(
    house: Engine, tmp_path: Path
) -> None:
    registered(house, 3, nationality="HTI")
    registered(house, 40, nationality="VEN")
    making.make(house, EVA)

    looks, taken_back = [heard(house)], 0
    for cycle in range(6):
        invented = [person(f"N-{cycle}-{at}", nacionalidad="HTI") for at in range(10)]
        book = filled(tmp_path / f"{cycle}.xlsx", personas=invented)
        batch = import_files(house, [book], LEADER, accept_warnings=True).batch
        assert batch is not None
        looks.append(heard(house))
        making.make(house, EVA)  # as each night does
        looks.append(heard(house))
        taken_back += not undo(house, batch, LEADER).waiting
        making.make(house, EVA)
        looks.append(heard(house))

    assert taken_back == 2  # all others wait for a monitor
    assert "HTI" not in looks[0] and looks[0]["VEN"] > 0
    assert looks == [looks[0]] * len(looks)


def heard(engine: Engine) -> dict[str, int]:
    """What the leader reads of people by nationality, where a number is shown."""
    scope = Scope.from_query({"territory": "1308", "by": "nacionalidad"})
    frame = reading.answer(engine, "people.count", LEADER, scope).frame
    told = frame[frame["persons"].notna()]
    return dict(zip(told["nacionalidad"], told["persons"].astype(int), strict=True))


def test_the_same_batch_asked_for_twice_is_one(house: Engine, tmp_path: Path) -> None:
    batches = [brought(house, tmp_path, f"N-{at}") for at in range(3)]
    for batch in (*batches[:2], batches[2], batches[2]):
        undo(house, batch, LEADER)

    found = undos(house, batches[2], EVA)

    assert found is not None and found.number == 3


def test_a_month_later_and_for_companies_there_is_room(
    house: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(2):
        undo(house, brought(house, tmp_path, f"N-{at}"), LEADER)
    for at in range(3):
        book = filled(tmp_path / f"E-{at}.xlsx", empresas=[company(f"E-{at}", canton="1308")])
        batch = import_files(house, [book], LEADER).batch
        assert batch is not None
        assert not undo(house, batch, LEADER).waiting
    own = brought(house, tmp_path, "N-9")
    later = clock.now() + dt.timedelta(days=30, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert not undo(house, own, LEADER).waiting


def test_how_many_is_a_setting(
    house: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNDOS_PER_MONTH", "0")

    assert undo(house, brought(house, tmp_path, "N-1"), LEADER).waiting


def test_only_those_who_publish_are_told_of_a_leaders_undos(house: Engine, tmp_path: Path) -> None:
    assert undos(house, brought(house, tmp_path, "N-1"), LEADER) is None
