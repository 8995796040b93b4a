"""A release is made whole or not at all, by one at a time, each night and when somebody says so."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine, select, update

from data_access import clock
from data_access.database import ROOT
from data_access.refusal import Forbidden, Refusal
from data_access.releases import ahead, attempts, fixed_scopes, making, nightly, standing
from data_access.releases.preview import preview
from data_access.releases.state import state
from data_access.tables import Release, ReleaseAttempt, ReleaseSnapshot
from data_access.viewer import VISITOR
from tests import databases
from tests.data_access.auth.house import told
from tests.data_access.releases.programmes import (
    EVA,
    LEADER,
    people,
    registered,
    releases_with_data,
    rows_stored,
)
from tests.writing import writing

NIGHT = dt.time(2, 0)
# Three in the morning in Ecuador, an hour after the night's release.
THREE = dt.datetime(2026, 3, 10, 8, 0, tzinfo=dt.UTC)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three answers are computed ahead for one place, and no more."""
    monkeypatch.setattr(fixed_scopes, "PLACES", ("1308",))
    monkeypatch.setattr(fixed_scopes, "OVER_TIME", ())
    monkeypatch.setattr(fixed_scopes, "GROUPED", ())
    asked = (("people.count", {}), ("labour.surveys", {}), ("community.studies", {}))
    monkeypatch.setattr(fixed_scopes, "ON_OPENING", asked)


def at(engine: Engine, moment: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a release is due at a moment, with the usual hour."""
    monkeypatch.setenv("RELEASE_AT", "02:00")
    with engine.connect() as connection:
        return nightly.is_due(connection, moment)


def test_only_those_who_publish_may(engine: Engine) -> None:
    for viewer in (VISITOR, LEADER):
        with pytest.raises(Forbidden):
            making.make(engine, viewer)
        with pytest.raises(Forbidden):
            making.take_back(engine, viewer, 1, "x")
        with pytest.raises(Forbidden):
            preview(engine, viewer)


def test_a_release_and_its_taking_back_are_in_the_log(engine: Engine) -> None:
    first, second = making.make(engine, EVA), making.make(engine, EVA)
    making.take_back(engine, EVA, second.number, "  Doble   carga. ")

    assert [details["release"] for _, details in told(engine, "released")] == [
        first.number,
        second.number,
    ]
    assert told(engine, "release_taken_back") == [
        (EVA.name, {"release": second.number, "reason": "Doble carga."})
    ]


def test_the_only_release_is_not_taken_back_nor_one_without_a_reason(engine: Engine) -> None:
    made = making.make(engine, EVA)
    for number, reason in ((made.number, "x"), (made.number, " "), (made.number + 1, "x")):
        with pytest.raises(Refusal):
            making.take_back(engine, EVA, number, reason)


def test_of_two_at_once_one_publishes(engine: Engine) -> None:
    registered(engine, 30)
    both = Barrier(2)

    def publish() -> bool:
        both.wait()
        try:
            making.make(engine, EVA)
        except attempts.Busy:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = [one.result() for one in (pool.submit(publish), pool.submit(publish))]

    with engine.connect() as connection:
        made = connection.scalars(select(Release.id)).all()
    assert len(made) == sum(done) >= 1


def test_who_was_killed_is_followed_and_can_no_longer_finish(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with attempts.attempt(engine, attempts.RELEASE, "first") as first:
        with pytest.raises(attempts.Busy):
            making.make(engine, EVA)
        real = clock.now
        monkeypatch.setattr(clock, "now", lambda: real() + attempts.SILENCE * 2)
        making.make(engine, EVA)
        with pytest.raises(attempts.Busy), writing(engine) as connection:
            first.end(connection, 1)


@pytest.mark.parametrize(
    "tries", [4, pytest.param(100, marks=[pytest.mark.slow, pytest.mark.matrix])]
)
def test_a_release_killed_at_any_moment_is_whole_or_none(tries: int, tmp_path: Path) -> None:
    from data_access.database import engine_for

    url = databases.sqlite_copy("programme", tmp_path / "killed.db")
    engine = engine_for(url)
    first = making.make(engine, EVA)
    before = people(engine)
    chance = random.Random(tries)
    begun = time.monotonic()
    publish(url).wait()
    takes = time.monotonic() - begun
    for _ in range(tries):
        silent(engine)
        child = publish(url)
        time.sleep(chance.uniform(0.3, 1.1) * takes)
        child.send_signal(signal.SIGKILL)
        child.wait()

        with engine.connect() as connection:
            now = standing.in_force(connection)
            current = connection.scalars(select(Release.id).filter_by(state="current")).all()
        assert now is not None
        assert now.number >= first.number
        assert current == [now.number]
        assert releases_with_data(engine) == {now.number}
        assert people(engine) == before
    engine.dispose()


def publish(url: str) -> subprocess.Popen[bytes]:
    """A release by the command line, in a process of its own."""
    command = [sys.executable, "-m", "data_access", "release", "--now"]
    return subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, stdout=subprocess.DEVNULL
    )


def silent(engine: Engine) -> None:
    """Who was at work gave no sign for long."""
    with writing(engine) as connection:
        long_ago = clock.now() - attempts.SILENCE * 2
        connection.execute(update(ReleaseAttempt).values(seen_at=long_ago))


def test_the_fixed_scopes_are_computed_ahead_and_begun_again_where_they_stopped(
    engine: Engine, few: None
) -> None:
    registered(engine, 40)
    release = making.make(engine, EVA)
    people(engine)
    with engine.connect() as connection:
        wanted = len(ahead.keys(connection, release))
        assert not ahead.is_filled(connection, release)

    assert ahead.fill(engine, "eva") == wanted - 1  # one was asked by a reader
    with engine.connect() as connection:
        assert ahead.is_filled(connection, release)
    assert rows_stored(engine) == wanted
    assert ahead.fill(engine, "eva") == 0


def test_what_cannot_have_moved_is_carried_over(engine: Engine, few: None) -> None:
    registered(engine, 40)
    first = making.make(engine, EVA)
    ahead.fill(engine, "eva")
    registered(engine, 40)

    second = making.make(engine, EVA)

    with engine.connect() as connection:
        left = ahead.keys(connection, second)
    carried = rows_stored(engine, second.number)
    assert 0 < carried < rows_stored(engine, first.number)
    assert ahead.fill(engine, "eva") == len(left) - carried


def test_a_preview_tells_what_moves_and_changes_nothing(engine: Engine, few: None) -> None:
    registered(engine, 40)
    assert preview(engine, EVA).since is None
    making.make(engine, EVA)
    assert preview(engine, EVA).moved == ()
    registered(engine, 40)
    before = people(engine)

    found = preview(engine, EVA)

    assert found.subjects == ("people",)
    assert {(one.answer, one.scope.territory, one.rows) for one in found.moved} == {
        ("people.count", "1308", 1)
    }
    assert people(engine) == before
    assert state(engine, EVA).moved == ("people",)
    assert state(engine, VISITOR).moved == ()


def test_a_release_is_due_once_the_hour_has_passed_since_the_last(
    engine: Engine, few: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not at(engine, THREE, monkeypatch)  # nothing was ever imported
    monkeypatch.setattr(clock, "now", lambda: THREE - dt.timedelta(hours=2))
    making.make(engine, EVA)

    assert not at(engine, THREE - dt.timedelta(minutes=61), monkeypatch)
    assert at(engine, THREE, monkeypatch)
    assert at(engine, THREE + dt.timedelta(days=9), monkeypatch)
    monkeypatch.setattr(clock, "now", lambda: THREE)
    nightly.work(engine)
    assert not at(engine, THREE, monkeypatch)
    with engine.connect() as connection:
        monkeypatch.setenv("RELEASE_AT", "never")
        assert not nightly.is_due(connection, THREE + dt.timedelta(days=9))


def test_the_first_release_comes_the_night_after_the_first_import(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(engine, 1)
    now = clock.now()

    assert not at(engine, now, monkeypatch)
    assert at(engine, now + dt.timedelta(days=1), monkeypatch)


def test_a_failure_is_told_to_monitors_and_tried_again_after_an_hour(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(engine, 1)
    later = clock.now() + dt.timedelta(days=1)
    with monkeypatch.context() as broken:
        broken.setattr(clock, "now", lambda: later)
        broken.setattr(making.kept_data, "taken", lambda _engine: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            making.make(engine, EVA)

    assert state(engine, EVA).failed_at is not None
    assert state(engine, VISITOR).failed_at is None
    assert not at(engine, later + dt.timedelta(minutes=59), monkeypatch)
    assert at(engine, later + dt.timedelta(minutes=61), monkeypatch)
    making.make(engine, EVA)
    assert state(engine, EVA).failed_at is None


@pytest.mark.parametrize(("said", "hour"), [("", NIGHT), ("23:30", dt.time(23, 30)), ("x", NIGHT)])
def test_the_hour_is_the_setting_or_two_in_the_morning(
    said: str, hour: dt.time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELEASE_AT", said)
    assert nightly.hour() == hour


def test_old_releases_keep_no_rows_and_the_last_few_keep_answers(engine: Engine) -> None:
    registered(engine, 30)
    for _ in range(making.ANSWERS_OF + 1):
        newest = making.make(engine, EVA)
        people(engine)

    assert rows_stored(engine) == making.ANSWERS_OF
    with engine.connect() as connection:
        kept = set(connection.scalars(select(ReleaseSnapshot.release_id)))
    assert kept == {newest.number}
