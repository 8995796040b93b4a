"""Which channels and which fair a job is put down to, in SQL as row by row, on the demo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Connection, select, union_all

from data_access.database import engine_for
from data_access.facts import contacts
from data_access.facts.contacts import FAIR, PIECES
from data_access.tables import Event, EventAttendance, Placement
from tests.data_access.facts import straightforward


@pytest.fixture
def demo(demo_file: Path) -> Iterator[Connection]:
    with engine_for(f"sqlite:///{demo_file}").connect() as connection:
        yield connection


def rows(connection: Connection, statement: object) -> pd.DataFrame:
    return pd.DataFrame(connection.execute(statement).mappings().all())  # type: ignore[call-overload]


def hires(connection: Connection, channel: str | None = None) -> pd.DataFrame:
    own = select(
        Placement.person_code.label("person"),
        Placement.started_on.label("start"),
        Placement.direct_channel.label("channel"),
    ).where(*([] if channel is None else [Placement.direct_channel == channel]))
    return rows(connection, own).assign(start=lambda found: pd.to_datetime(found["start"]))


def test_every_path_of_a_job_is_the_one_counted_row_by_row(demo: Connection) -> None:
    touches = rows(demo, union_all(*contacts._touches()))
    touches = touches.rename(columns={"person_code": "person", "day": "on"})
    touches["on"] = pd.to_datetime(touches["on"])
    jobs = hires(demo)
    wanted = straightforward.paths(jobs, touches)
    wanted = wanted.join(jobs[["person", "start"]], on="hire")

    found = rows(demo, select(contacts.paths_to_jobs([]).rows))

    def told(frame: pd.DataFrame, *names: str) -> set[tuple[str, pd.Timestamp, str, bool, float]]:
        person, start, channel, direct, share = (frame[name] for name in names)
        share = share.astype(float).round(9)
        days, yes = pd.to_datetime(start), direct.astype(bool)
        return set(zip(person, days, channel, yes, share, strict=True))

    found["linear"] = found["pieces"] / PIECES
    assert len(wanted) > len(jobs) > 500
    assert told(found, "person_code", "day", "part", "direct", "linear") == told(
        wanted, "person", "start", "channel", "direct", "linear"
    )


def test_every_fair_of_a_job_is_the_one_found_row_by_row(demo: Connection) -> None:
    came = rows(
        demo,
        select(
            EventAttendance.person_code.label("person"),
            Event.code.label("event"),
            Event.held_on.label("on"),
        )
        .join(Event, Event.code == EventAttendance.event_code)
        .where(Event.kind == FAIR, EventAttendance.person_code != ""),
    ).assign(on=lambda found: pd.to_datetime(found["on"]))
    jobs = hires(demo, FAIR)
    last = straightforward.last_fair(jobs, came)
    wanted = {(jobs.at[hire, "person"], event) for hire, event in last.items()}

    found = rows(demo, select(contacts.fair_visits([]).rows))
    counted = found[found["hired"] == 1]

    assert len(wanted) > 50
    assert set(zip(counted["person_code"], counted["part"], strict=True)) == wanted
