"""What the data desk shows before rows count: what changes, what moves, and what waits."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, func, select

from data_access.auth import text_drafts
from data_access.imports.loading import import_files
from data_access.tables import Person
from data_access.viewer import ADMINISTRATOR, Viewer
from tests.data_access.imports.books import filled, person
from tests.pages.test_data_desk import Desk, book, monitor
from tests.releasing import published

__all__ = ["monitor"]  # the fixture
ANA = Viewer(Viewer.parse("monitor").grants, "ana@example.org")
BRINGER = Viewer(Viewer.parse("leader:1308").grants, "lider@example.org")


def persons(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(select(func.count()).select_from(Person)) or 0)


def test_a_monitor_sees_which_figures_a_file_would_move_before_saving_it(
    monitor: Engine, tmp_path: Path
) -> None:
    rows: list[dict[str, object]] = [person(f"N{at}") for at in range(30)]
    desk = Desk().upload(("personas.xlsx", book(tmp_path, personas=rows)))

    desk.press("Ver qué cifras se moverían")

    moved = desk.table()
    assert list(moved.columns) == ["Cifra", "Lugar", "Hoy", "Quedará"]
    first = moved.iloc[0]
    assert first["Hoy"] == "pocas" and first["Quedará"].replace("\\", "").startswith("≈")
    assert persons(monitor) == 0
    for box in desk.app.checkbox:
        box.check()
    desk.run().press("Guardar")
    assert persons(monitor) == 30


def test_a_batch_that_waits_is_reviewed_with_its_look_alikes_before_it_is_approved(
    monitor: Engine, tmp_path: Path
) -> None:
    one = filled(tmp_path / "a.xlsx", personas=[person("N-1")])
    import_files(monitor, [one], ADMINISTRATOR)
    published(monitor)
    two = filled(tmp_path / "b.xlsx", personas=[person("N-1", anio_nacimiento=1991), person("n1")])
    assert import_files(monitor, [two], BRINGER, accept_warnings=True).waiting

    desk = Desk(view="history")
    assert not any(label.startswith("Aprobar") for label in desk.labels)
    desk.press("Revisar el lote")

    assert "Se parece a «N-1»" in desk.said
    (approving,) = (b for b in desk.app.button if b.label.startswith("Aprobar"))
    assert approving.disabled
    desk.press("No aprobarlo")  # which needs a reason, and the batch waits on
    assert "No aprobarlo" in desk.labels
    (box,) = desk.app.checkbox
    box.check()
    desk.run().press("Aprobar el lote")
    assert persons(monitor) == 2


def test_the_reason_of_who_declines_is_kept_as_it_is_typed_and_empty_once_sent(
    monitor: Engine, tmp_path: Path
) -> None:
    published(monitor)
    book_of_one = filled(tmp_path / "a.xlsx", personas=[person("N-1")])
    assert import_files(monitor, [book_of_one], BRINGER, accept_warnings=True).waiting
    text_drafts.save(monitor, ANA, "batch/1/reason", 0, "Faltan las firmas")

    desk = Desk(view="history").press("Revisar el lote").press("No aprobarlo")

    assert "El lote 1 no se aprobó" in desk.said
    with monitor.connect() as connection:
        assert text_drafts.read(connection, ANA, "batch/1/reason").text is None
