"""Below monitor figures move only at a release; what is told of it is what the rows said then."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from numpy.testing import assert_array_equal
from sqlalchemy import Engine, delete

from components import ask as door
from data_access import clock
from data_access.answers import QUESTIONS, Answer, ask
from data_access.database import engine_for
from data_access.programme.official_totals_release import release as release_totals
from data_access.releases import (
    codec,
    figure_codec,
    kept_data,
    making,
    reading,
    standing,
    stored_answers,
)
from data_access.scope import Scope, ScopeError
from data_access.tables import ReleaseSnapshot
from data_access.viewer import VISITOR, Grant, Viewer
from tests import databases
from tests.data_access.answers.every import EDITION, scopes, store_all
from tests.data_access.releases.programmes import (
    EVA,
    LEADER,
    MANTA,
    all_of,
    damage,
    people,
    registered,
    releases_with_data,
    rows_stored,
)
from tests.sampling import sampled
from tests.writing import writing

YEAR = Scope("1308", dt.date(2025, 1, 1), dt.date(2026, 1, 1))
MARCH = Scope("1308", dt.date(2025, 3, 1), dt.date(2025, 4, 1))


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A programme in which something of each kind happened, published."""
    folder = tmp_path_factory.mktemp("everything")
    engine = engine_for(databases.sqlite_copy("empty", folder / "all.db"))
    store_all(engine, folder)
    making.make(engine, EVA)
    yield engine
    engine.dispose()


def same(one: Answer, other: Answer) -> None:
    """Two answers tell the same, but for the release that one of them names."""
    pd.testing.assert_frame_equal(one.frame, other.frame.reset_index(drop=True))
    told = [answer.to_json("en") | {"release": None} for answer in (one, other)]
    assert told[0] == told[1]
    assert (one.definition, one.sources, one.notes) == (
        other.definition,
        other.sources,
        other.notes,
    )
    assert one.evidence == other.evidence
    for row, again in zip(one.evidence, other.evidence, strict=True):
        assert (row is None or row.value, type(row)) == (again is None or again.value, type(again))
    assert (one.errors is None) == (other.errors is None)
    if one.errors is not None and other.errors is not None:
        assert one.errors.of == other.errors.of
        for name in figure_codec.ARRAYS:
            assert_array_equal(getattr(one.errors, name), getattr(other.errors, name))


@pytest.mark.parametrize("name", sampled(all_of(QUESTIONS), "people.count", "hiring.funnel"))
def test_a_released_answer_is_the_one_that_the_rows_give(everything: Engine, name: str) -> None:
    for scope in scopes(QUESTIONS[name]):
        with everything.connect() as connection:
            straight = ask(connection, name, VISITOR, scope)
        first, again = (reading.answer(everything, name, VISITOR, scope) for _ in range(2))

        same(first, straight)
        same(again, straight)
        assert again.release is not None


def test_every_answer_comes_back_from_its_bytes_as_it_was(everything: Engine) -> None:
    for name in all_of(QUESTIONS):
        scope = next(scopes(QUESTIONS[name]))
        with everything.connect() as connection:
            answer = ask(connection, name, VISITOR, scope)
        same(codec.unpacked(codec.packed(answer), name, scope), answer)


def test_bytes_of_another_format_are_no_answer() -> None:
    with pytest.raises(codec.Unreadable):
        codec.unpacked(b"nothing", "people.count", MANTA)


def test_until_the_first_release_everybody_reads_what_stands(engine: Engine) -> None:
    registered(engine, 30)
    assert people(engine) == people(engine, LEADER)
    before = people(engine)
    registered(engine, 30)

    assert people(engine) > before
    assert reading.answer(engine, "people.count", VISITOR, MANTA).release is None
    assert rows_stored(engine) == 0


def test_a_visitor_reads_the_release_and_a_monitor_the_rows(engine: Engine) -> None:
    registered(engine, 40)
    first = making.make(engine, EVA)
    told = people(engine)
    registered(engine, 40)

    assert people(engine) == told
    assert people(engine, scope=YEAR) == told  # the same people, asked for the first time now
    assert people(engine, EVA) == 80

    second = making.make(engine, EVA)

    assert people(engine) > told
    answer = reading.answer(engine, "people.count", VISITOR, MANTA)
    assert answer.release is not None
    assert (first.number + 1, second.number) == (second.number, answer.release.number)


def test_the_pages_door_shows_a_release_on_the_next_question(
    engine: Engine, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    registered(engine, 40)
    making.make(engine, EVA)
    before = door.answer("people.count", MANTA, VISITOR)
    registered(engine, 40)

    assert door.answer("people.count", MANTA, VISITOR).sources is before.sources
    assert door.answer("people.count", MANTA, EVA).frame["persons"].iloc[0] == 80

    making.make(engine, EVA)
    after = door.answer("people.count", MANTA, VISITOR)
    assert after.frame["persons"].iloc[0] > before.frame["persons"].iloc[0]


def test_equal_rights_share_one_stored_answer(engine: Engine) -> None:
    registered(engine, 40)
    making.make(engine, EVA)
    alike = (
        VISITOR,
        Viewer(name="somebody@example.org"),
        Viewer(frozenset({Grant("juror", EDITION)}), "j@example.org"),
        Viewer(frozenset({Grant("secretary", "EMPRESAS")}), "s@example.org"),
        LEADER,
        Viewer(frozenset({Grant("leader", "2301"), Grant("juror", EDITION)}), "b@example.org"),
    )

    assert len({people(engine, viewer, YEAR) for viewer in alike}) == 1
    assert rows_stored(engine) == 1

    above = Viewer(frozenset({Grant("leader", "13")}), "p@example.org")
    assert people(engine, LEADER, MARCH) == people(engine, above, MARCH)
    assert rows_stored(engine) == 2
    with pytest.raises(ScopeError):
        people(engine, VISITOR, MARCH)


def test_a_release_is_told_as_of_its_day(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    registered(engine, 40)
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 1, 15))
    making.make(engine, EVA)
    monkeypatch.setattr(clock, "today", lambda: dt.date(2027, 2, 1))

    assert reading.day_for(engine, VISITOR) == dt.date(2026, 1, 15)
    assert reading.day_for(engine, EVA) == dt.date(2027, 2, 1)
    assert people(engine, scope=YEAR) == people(engine)
    with pytest.raises(ScopeError):
        people(engine, scope=Scope("1308", dt.date(2026, 1, 1), dt.date(2027, 1, 1)))


def test_results_of_awards_and_own_lists_stay_live(everything: Engine) -> None:
    for name, viewer in (("awards.results", VISITOR), ("labour.reported", LEADER)):
        assert reading.answer(everything, name, viewer, scope_of(name)).release is None
    told = reading.answer(everything, "labour.reported", VISITOR, scope_of("labour.reported"))
    assert told.release is not None
    assert told.frame.empty


def scope_of(name: str) -> Scope:
    return Scope().having(edicion=EDITION) if name.startswith("awards.") else MANTA


def test_official_totals_appear_at_once(engine: Engine) -> None:
    registered(engine, 40)
    making.make(engine, EVA)
    people(engine, scope=YEAR)
    registered(engine, 40)

    release_totals(engine, EVA, 2025)

    told = reading.answer(engine, "people.count", VISITOR, YEAR).frame.iloc[0]
    assert (told["persons"], told["flag"]) == (40, None)  # of the release, not of the rows


def broken(engine: Engine, release: int) -> None:
    damage(engine, release)


def lost(engine: Engine, _release: int) -> None:
    with writing(engine) as connection:
        connection.execute(delete(ReleaseSnapshot))


@pytest.mark.parametrize("ruin", [broken, lost])
def test_without_its_data_a_release_tells_what_is_stored_and_says_so_of_the_rest(
    engine: Engine, ruin: Callable[[Engine, int], None]
) -> None:
    registered(engine, 40)
    release = making.make(engine, EVA)
    told = people(engine)
    ruin(engine, release.number)
    kept_data._opened.cache_clear()  # another process, that opens the data for the first time

    assert people(engine) == told
    with pytest.raises(ScopeError, match="cannot be read"):
        people(engine, scope=YEAR)
    with engine.connect() as connection:
        assert kept_data.is_damaged(connection, release.number)

    mended = making.make(engine, EVA)

    assert people(engine, scope=YEAR) > 0
    with engine.connect() as connection:
        assert not kept_data.is_damaged(connection, mended.number)


def test_only_the_newest_release_keeps_rows_about_people(engine: Engine) -> None:
    registered(engine, 40)
    first = making.make(engine, EVA)
    told = people(engine)
    registered(engine, 40)
    second = making.make(engine, EVA)
    assert releases_with_data(engine) == {second.number}

    back = making.take_back(engine, EVA, second.number, "Una hoja repetida.")

    assert back.number == first.number
    assert people(engine) == told
    assert releases_with_data(engine) == set()
    with pytest.raises(ScopeError, match="was not kept"):
        people(engine, scope=YEAR)
    with engine.connect() as connection:
        newest = standing.newest(connection)
    assert newest is not None
    assert newest.reason == "Una hoja repetida."


def test_another_process_reads_what_this_one_stored(engine: Engine, tmp_path: Path) -> None:
    registered(engine, 40)
    making.make(engine, EVA)
    told = people(engine)
    kept_data._opened.cache_clear()
    with writing(engine) as connection:
        connection.execute(delete(ReleaseSnapshot))

    assert people(engine) == told


def test_no_reader_waits_for_a_writer_or_hears_of_one(
    sqlite_template: Path, tmp_path: Path
) -> None:
    """What cannot be stored now is computed, told, and stored another time."""
    engine = engine_for(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'own.db')}")
    key = stored_answers.Key(1, "people.count", "public", "territory=EC")
    other = sqlite3.connect(tmp_path / "own.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with engine.connect() as connection:
        answer = ask(connection, "people.count", VISITOR, Scope())

    began = time.monotonic()
    assert not stored_answers.keep(engine, key, answer)
    assert time.monotonic() - began < 5  # of the twenty seconds that a writer is patient
    other.close()
