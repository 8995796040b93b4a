"""An undone batch is told of until the next release, which a monitor is offered beside the undo."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from data_access.imports import still_published
from data_access.imports.approval import approve
from data_access.imports.batch_history import batches
from data_access.imports.loading import import_files
from data_access.imports.undo import undo
from data_access.releases import making
from data_access.viewer import Viewer
from tests.data_access.imports.books import company, filled, person
from tests.data_access.releases.programmes import EVA, LEADER
from tests.releasing import published


def told_still(engine: Engine, viewer: Viewer = EVA) -> set[int]:
    with engine.connect() as connection:
        return set(still_published.among(connection, batches(connection, EVA), viewer))


def brought(engine: Engine, path: Path, viewer: Viewer, **sheets: list[dict[str, object]]) -> int:
    report = import_files(engine, [filled(path, **sheets)], viewer, accept_warnings=True)
    assert report.batch is not None, report.errors
    return report.batch


def test_a_published_batch_is_told_of_from_its_undo_to_the_next_release(
    engine: Engine, tmp_path: Path
) -> None:
    batch = brought(engine, tmp_path / "a.xlsx", EVA, empresas=[company("E-1")])
    published(engine)
    later = brought(engine, tmp_path / "b.xlsx", EVA, empresas=[company("E-2")])
    assert told_still(engine) == set()

    for one in (batch, later):
        undo(engine, one, EVA)

    assert told_still(engine) == {batch}
    assert told_still(engine, LEADER) == set()
    making.make(engine, EVA)
    assert told_still(engine) == set()


def test_what_waited_when_the_release_was_made_is_not_in_it(engine: Engine, tmp_path: Path) -> None:
    published(engine)
    never, late = (
        brought(engine, tmp_path / f"{code}.xlsx", LEADER, personas=[person(code)])
        for code in ("N-1", "N-2")
    )
    making.make(engine, EVA)
    approve(engine, late, EVA)
    for one in (never, late):
        undo(engine, one, EVA)

    assert told_still(engine) == set()
