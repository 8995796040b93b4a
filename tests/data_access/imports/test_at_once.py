"""Imports, undos, approvals and readers at the same moment: one after another, or a sentence."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from data_access.answers import ask
from data_access.imports.approval import approve
from data_access.imports.loading import import_files
from data_access.imports.reports import Report
from data_access.imports.undo import undo
from data_access.language import Text
from data_access.refusal import Refusal
from data_access.scope import Scope
from data_access.tables import Enterprise, ImportBatch, Person
from data_access.viewer import ADMINISTRATOR
from tests.data_access.imports.books import company, filled, person
from tests.data_access.releases.programmes import EVA, LEADER
from tests.releasing import published

PATIENCE = 20
RUNS = range(2)  # which of two comes first is nobody's to say


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each of several acts gives, begun together; the refusal of one that is refused."""
    ready = Barrier(len(acts))

    def act(one: Callable[[], Any]) -> Any:
        ready.wait(PATIENCE)
        try:
            return one()
        except Refusal as refused:
            return refused

    with ThreadPoolExecutor(len(acts)) as pool:
        begun: list[Future[Any]] = [pool.submit(act, one) for one in acts]
        return [future.result() for future in begun]


def size(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return connection.scalar(select(Enterprise.size).filter_by(code="E-1"))


def bring(engine: Engine, path: Path, tamano: str) -> Report:
    book = filled(path, empresas=[company("E-1", tamano=tamano)])
    return import_files(engine, [book], ADMINISTRATOR)


def test_two_imports_of_one_row_are_stored_one_after_the_other_and_go_back_the_same_way(
    engine: Engine, tmp_path: Path
) -> None:
    bring(engine, tmp_path / "a.xlsx", "MICRO")
    paths = [
        filled(tmp_path / f"{tamano}.xlsx", empresas=[company("E-1", tamano=tamano)])
        for tamano in ("GRANDE", "MEDIANA")
    ]

    def one(path: Path) -> Callable[[], Report]:
        return lambda: import_files(engine, [path], ADMINISTRATOR)

    reports = at_once(*map(one, paths))

    assert [report.accepted for report in reports] == [1, 1]
    last, first = sorted((report.batch for report in reports), reverse=True)
    with pytest.raises(Refusal):
        undo(engine, first, ADMINISTRATOR)
    assert size(engine) == ("GRANDE" if reports[0].batch == last else "MEDIANA")
    undo(engine, last, ADMINISTRATOR)
    undo(engine, first, ADMINISTRATOR)
    assert size(engine) == "MICRO"


@pytest.mark.parametrize("run", RUNS)
def test_an_import_and_the_undo_of_what_it_changes_are_one_or_the_other_first(
    engine: Engine, tmp_path: Path, run: int
) -> None:
    batch = bring(engine, tmp_path / "a.xlsx", "MICRO").batch
    assert batch is not None
    book = filled(tmp_path / "b.xlsx", empresas=[company("E-1", tamano="GRANDE")])

    report, undone = at_once(
        lambda: import_files(engine, [book], ADMINISTRATOR),
        lambda: undo(engine, batch, ADMINISTRATOR),
    )

    # Stored anew after the undo, or changed first, so that the undo says what leans on the batch.
    assert report.accepted == 1
    assert size(engine) == "GRANDE"
    with engine.connect() as connection:
        counts = connection.execute(
            select(ImportBatch.rows_new, ImportBatch.rows_changed).filter_by(id=report.batch)
        ).one()
    assert tuple(counts) == ((0, 1) if isinstance(undone, Refusal) else (1, 0))


def test_a_batch_that_is_approved_and_taken_back_at_once_is_one_of_the_two(
    engine: Engine, tmp_path: Path
) -> None:
    published(engine)
    book = filled(tmp_path / "p.xlsx", personas=[person(f"N{at}") for at in range(3)])
    batch = import_files(engine, [book], LEADER, accept_warnings=True).batch
    assert batch is not None

    approved, taken = at_once(
        lambda: approve(engine, batch, EVA), lambda: undo(engine, batch, LEADER)
    )

    with engine.connect() as connection:
        persons = connection.scalar(select(func.count()).select_from(Person))
    if isinstance(approved, Refusal):
        assert (persons, isinstance(taken, Refusal)) == (0, False)
    else:
        # Approved first: the leader's undo is asked for, and waits in its turn.
        assert persons == 3
        assert isinstance(taken, Refusal) or taken.waiting


def test_readers_see_all_of_an_import_or_nothing_of_it(engine: Engine, tmp_path: Path) -> None:
    book = filled(tmp_path / "p.xlsx", personas=[person(f"N{at}") for at in range(400)])
    storing, over = Event(), Event()

    def listen(share: float, _text: Text) -> None:
        if share >= 0.6:
            storing.set()

    def read() -> set[int]:
        seen: set[int] = set()
        storing.wait(PATIENCE)
        while True:
            last = over.is_set()
            with engine.connect() as connection:
                answer = ask(connection, "people.count", ADMINISTRATOR, Scope())
            seen.add(int(answer.frame["persons"].iloc[0]))
            if last:
                return seen

    def write() -> Report:
        try:
            return import_files(
                engine, [book], ADMINISTRATOR, accept_warnings=True, progress=listen
            )
        finally:
            storing.set()
            over.set()

    report, *seen = at_once(write, read, read)

    assert report.accepted == 400
    for counts in seen:
        assert counts <= {0, 400}
        assert 400 in counts
