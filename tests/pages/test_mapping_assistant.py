"""The mapping assistant on the data desk: asked once, and two presses the next time."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, select

from data_access.tables import Person
from tests.data_access.imports.own_files import individual_list
from tests.pages.test_data_desk import Desk, monitor

__all__ = ["monitor"]  # the fixture


def codes(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return sorted(connection.execute(select(Person.code)).scalars())


def answer(desk: Desk, said: str) -> None:
    """Write into the only field of the questions."""
    (field,) = desk.app.text_input
    field.set_value(said)


def confirm(desk: Desk) -> Desk:
    for box in desk.app.checkbox:
        box.check()
    return desk.run()


def test_a_list_of_its_own_shape_comes_in_after_one_answer(monitor: Engine, tmp_path: Path) -> None:
    desk = Desk().upload(("lista.xlsx", individual_list(tmp_path).read_bytes()))
    assert desk.headline.startswith("Hay 1 error")
    assert "Guardar" not in desk.labels

    desk.press("Usar el asistente")
    assert desk.headline == "El asistente necesita que responda antes de seguir"
    answer(desk, "V2")
    desk.press("Responder")

    assert "leída como personas" in desk.said
    assert codes(monitor) == []
    confirm(desk).press("Guardar")
    assert codes(monitor) == ["B-1", "B-2"]


def test_the_second_time_the_answers_are_known_and_may_be_given_anew(
    monitor: Engine, tmp_path: Path
) -> None:
    first = individual_list(tmp_path).read_bytes()
    desk = Desk().upload(("lista.xlsx", first)).press("Usar el asistente")
    answer(desk, "V2")
    confirm(desk.press("Responder")).press("Guardar")

    import openpyxl

    book = openpyxl.load_workbook(tmp_path / "lista.xlsx")
    book["Lista"]["A2"], book["Lista"]["A3"] = "B-3", "B-4"
    book.save(tmp_path / "lista.xlsx")
    desk = Desk().upload(("lista.xlsx", (tmp_path / "lista.xlsx").read_bytes()))
    desk.press("Usar el asistente")
    assert "respondió la vez anterior" in desk.said

    desk.press("Responder de nuevo")
    assert desk.headline == "El asistente necesita que responda antes de seguir"
    answer(desk, "V3")
    confirm(desk.press("Responder")).press("Guardar")
    assert codes(monitor) == ["B-1", "B-2", "B-3", "B-4"]
