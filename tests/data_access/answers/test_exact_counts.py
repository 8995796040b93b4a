"""Counts that are told exactly below monitor are known, each with why it may be (METHODS §6)."""

from __future__ import annotations

import re
from pathlib import Path

from data_access.answers import QUESTIONS, ask
from data_access.answers.columns import Kind
from data_access.database import engine_for
from data_access.scope import Scope
from data_access.viewer import VISITOR, Grant, Viewer
from tests.databases import sqlite_copy

METHODS = Path("assets/docs/methods.md").read_text()
COUNTS = (Kind.PEOPLE, Kind.COUNT, Kind.MONEY)
LEADER = Viewer(frozenset({Grant("leader", "13")}))


def test_every_count_that_nothing_moves_stands_in_the_list_with_its_reason() -> None:
    exact = {
        f"{name}.{column.name}"
        for name, known in QUESTIONS.items()
        for column in known.columns
        if column.kind in COUNTS and not column.moved and not column.monitors_only
    }
    listed = METHODS.partition("| exact for every reader")[2].partition("\n\n")[0]
    rows = [row.split("|") for row in listed.splitlines()[2:]]
    named = [name for row in rows for name in re.findall(r"`([^`]+)`", row[1])]

    assert sorted(named) == sorted(exact)
    assert all(row[2].strip() for row in rows)


def test_what_is_for_monitors_alone_is_empty_for_everybody_else(
    tmp_path: Path,
) -> None:
    demo = engine_for(sqlite_copy("demo", tmp_path / "demo.db"))
    seen = 0
    for name, known in QUESTIONS.items():
        own = [column.name for column in known.columns if column.monitors_only]
        if not own:
            continue
        with demo.connect() as connection:
            for viewer in (VISITOR, LEADER):
                for place in ("EC", "13", "1308"):
                    frame = ask(connection, name, viewer, Scope(place)).frame
                    assert frame[own].isna().all(axis=None), (name, viewer)
                    seen += len(frame)
    demo.dispose()
    assert seen > 0
