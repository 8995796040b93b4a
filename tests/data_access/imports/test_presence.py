"""No file tells a leader whether a person is stored elsewhere, withdrew, or is nobody.

METHODS §6, rule 10: in every sheet that refers to people, in previews, imports, batches, undo and
workbooks given back, and in all that comes in later about the same person.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import Engine, select, update

from data_access.answers import ask
from data_access.database import engine_for
from data_access.imports.approval import approve, decline, review
from data_access.imports.batch_history import batch as told_of
from data_access.imports.held_rows import decline as leave
from data_access.imports.held_rows import take, to_decide, undecided
from data_access.imports.loading import check_files, import_files
from data_access.imports.marked_workbooks import marked
from data_access.imports.people_sheets import of_people, references_to_people
from data_access.imports.templates import templates
from data_access.imports.undo import consequences, undo
from data_access.refusal import Forbidden, Refusal
from data_access.scope import Scope
from data_access.tables import EventAttendance, Person
from data_access.viewer import ADMINISTRATOR
from tests.data_access.auth.house import told
from tests.data_access.imports.books import company, filled, person, vacancy
from tests.data_access.imports.programme_result_rows import (
    Row,
    came,
    course,
    enrolment,
    event,
    listing,
    placement,
    platform,
    sales,
    session,
    site,
    stage,
    visit,
)
from tests.data_access.releases.programmes import EVA, LEADER
from tests.databases import sqlite_copy
from tests.releasing import published
from tests.writing import writing

WHO, DAY, HERE, ELSEWHERE = "P-WHO", "2025-04-07", "1308", "1301"
LATER = dt.date(2025, 6, 2)
SAID = person(WHO, fecha_consentimiento=LATER, fecha_registro=LATER, ciuo2=None)
# A row about the person in each sheet that refers to people, those that others need before these.
ABOUT: dict[str, Row] = {
    "sesiones": session("S-2", "CUR", "C-2", DAY, codigo_formador=WHO),
    "asistencia_eventos": {"codigo_evento": "F-1", "codigo_persona": WHO},
    "intermediacion": stage(WHO, "REF", DAY),
    "colocaciones": placement(WHO, DAY, codigo_vacante="V-1"),
    "inscripciones": enrolment(WHO, "C-1", completo="NO", certificado="NO"),
    "asistencia_sesiones": came(WHO, "S-1"),
    "mercado": listing("O-1", WHO, DAY),
    "mercado_ventas": sales("O-1", "2025-04", 1, 10),
    "coworking": visit(WHO, f"{DAY} 09:00", f"{DAY} 10:00"),
}


@pytest.fixture
def house(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """What rows refer to besides people, all of Manta, and published."""
    monkeypatch.setenv("PREVIEWS_PER_DAY", "1000")
    return furnished(engine, tmp_path / "house.xlsx")


def furnished(engine: Engine, path: Path) -> Engine:
    book = path if path.exists() else filled(path, **FURNITURE)
    report = import_files(engine, [book], ADMINISTRATOR, accept_warnings=True)
    assert report.errors == []
    published(engine)
    return engine


FURNITURE: dict[str, list[Row]] = {
    "empresas": [company("E-1")],
    "vacantes": [vacancy("V-1")],
    "plataformas": [platform("M-1")],
    "eventos": [event("F-1")],
    "cursos": [course("CUR")],
    "sesiones": [session("S-1", "CUR", "C-1", DAY)],
    "sedes": [site("S-1")],
}


def stored(engine: Engine, kind: str, folder: Path) -> Engine:
    """The person is stored as one of the kinds."""
    changes: dict[str, Row] = {
        "unknown": {"codigo_persona": "P-OTHER"},
        "elsewhere": {"canton_residencia": ELSEWHERE},
        "withdrawn": {},
        "own": {},
    }
    book = filled(folder / f"{kind}.xlsx", personas=[person(WHO, **changes[kind])])
    assert import_files(engine, [book], EVA).errors == []
    if kind == "withdrawn":
        with writing(engine, "people") as connection:
            connection.execute(update(Person).values(withdrawn_on=dt.date(2025, 5, 5)))
    return engine


class Eyes:
    """All that a leader sees of files, each imported, approved, given back and undone."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.seen, self.numbers = engine, list[Any](), list[int]()

    def brings(self, path: Path) -> None:
        """The leader has a file checked and imports it, and a monitor approves it."""
        checked = check_files(self.engine, [path], LEADER)
        book = marked(path, [*checked.errors, *checked.warnings], "es")
        assert book is not None
        done = import_files(self.engine, [path], LEADER, accept_warnings=True)
        assert done.batch is not None, done.errors
        self.numbers.append(done.batch)
        self.seen += [checked, cells(book), done, self.batch(done.batch)]
        if done.waiting:
            seen = review(self.engine, done.batch, EVA)
            approve(self.engine, done.batch, EVA, seen.agreement)
            self.seen.append(self.batch(done.batch))

    def takes_back(self) -> None:
        """The leader has everything undone, the last batch first, and a monitor approves that."""
        for number in reversed(self.numbers):
            self.seen.append(consequences(self.engine, number, LEADER))
            done = undo(self.engine, number, LEADER)
            self.seen += [done, self.batch(number)]
            if done.waiting:
                approve(self.engine, number, EVA)
            self.seen.append(self.batch(number))
        self.numbers.clear()

    def batch(self, number: int) -> Any:
        with self.engine.connect() as connection:
            found = told_of(connection, LEADER, number)
            assert found is not None
            undone = found.undone_at is not None
            listed = ask(connection, "quality.offices", LEADER, Scope(HERE)).to_json("es")["rows"]
        return replace(found, at=dt.datetime.min, undone_at=None), undone, listed


def cells(book: bytes) -> list[Any]:
    """All cells of a workbook with what is noted at them."""
    sheets = openpyxl.load_workbook(io.BytesIO(book)).worksheets
    return [
        (sheet.title, cell.coordinate, cell.value, cell.comment and cell.comment.text)
        for sheet in sheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


def seen_of(engine: Engine, files: dict[str, Path]) -> list[Any]:
    """What a leader sees who asks after a person in every way."""
    eyes = Eyes(engine)
    eyes.brings(files["about"])  # of nobody in the own place, as far as the leader knows
    eyes.takes_back()
    eyes.brings(files["said"])  # who is said to live here from now on
    for name in ("about", "sold", "changed"):
        eyes.brings(files[name])
    eyes.takes_back()
    return eyes.seen


def test_every_sheet_that_refers_to_people_is_tried() -> None:
    every = templates().values()
    refers = {t.name for t in every if of_people(t) or references_to_people(t)}
    # No leader brings attitudes in, and their participants are of no register.
    assert refers - {"actitudes"} == {"personas", *ABOUT}


def test_somebody_unknown_elsewhere_or_withdrawn_reads_alike_in_every_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREVIEWS_PER_DAY", "1000")
    about = {name: [row] for name, row in ABOUT.items()}
    sheets: dict[str, dict[str, list[Row]]] = {
        "about": about,
        "said": {"personas": [SAID]},
        "sold": {"mercado_ventas": [sales("O-1", "2025-05", 2, 30)]},
        "changed": {"personas": [SAID | {"anio_nacimiento": 1991}]},
    }
    files = {name: filled(tmp_path / f"{name}.xlsx", **own) for name, own in sheets.items()}
    seen = {}
    for kind in ("unknown", "elsewhere", "withdrawn"):
        engine = engine_for(sqlite_copy("empty", tmp_path / f"{kind}.db"))
        seen[kind] = seen_of(
            stored(furnished(engine, tmp_path / "house.xlsx"), kind, tmp_path), files
        )
        with engine.connect() as connection:
            standing = select(Person.canton_code, Person.withdrawn_on).filter_by(code=WHO)
            told_now = connection.execute(standing).all()
        # Whatever was brought in, approved and undone left the person as it was.
        assert [tuple(row) for row in told_now] == STANDS[kind]
        engine.dispose()

    for at, (one, *others) in enumerate(
        zip(seen["unknown"], seen["elsewhere"], seen["withdrawn"], strict=True)
    ):
        assert [one] * 2 == others, at


STANDS: dict[str, list[Any]] = {
    "unknown": [],
    "elsewhere": [(ELSEWHERE, None)],
    "withdrawn": [(HERE, dt.date(2025, 5, 5))],
}


def bring(engine: Engine, path: Path, **sheets: list[Row]) -> int:
    """The leader's rows come in and are approved; return their batch."""
    report = import_files(engine, [filled(path, **sheets)], LEADER, accept_warnings=True)
    assert report.batch is not None, report.errors
    approve(engine, report.batch, EVA)
    return report.batch


def open_rows(engine: Engine, batch: int) -> dict[str, str]:
    """The rows of a batch that wait for a decision, by sheet, each with why."""
    with engine.connect() as connection:
        return {row.sheet: row.reason for row in to_decide(connection, EVA, batch)}


def decide(engine: Engine, batch: int, *sheets: str, keep: bool = True) -> None:
    with engine.connect() as connection:
        rows = to_decide(connection, EVA, batch)
    numbers = [row.number for row in rows if not sheets or row.sheet in sheets]
    (take if keep else leave)(engine, numbers, EVA)


def standing(engine: Engine) -> tuple[str, dt.date | None] | None:
    with engine.connect() as connection:
        found = select(Person.canton_code, Person.withdrawn_on).filter_by(code=WHO)
        row = connection.execute(found).first()
    return None if row is None else (row.canton_code, row.withdrawn_on)


def attended(engine: Engine) -> int:
    with engine.connect() as connection:
        return len(connection.execute(select(EventAttendance)).all())


CAME = {"asistencia_eventos": [ABOUT["asistencia_eventos"]]}


def test_a_monitor_lets_a_person_move_with_what_is_said_of_them(
    house: Engine, tmp_path: Path
) -> None:
    stored(house, "elsewhere", tmp_path)
    batch = bring(house, tmp_path / "a.xlsx", personas=[SAID], **CAME)

    assert open_rows(house, batch) == {"personas": "residence", "asistencia_eventos": "with"}
    assert (standing(house), attended(house)) == ((ELSEWHERE, None), 0)
    with house.connect() as connection:
        (row, _came) = to_decide(connection, EVA, batch)
        assert (row.person, row.place, row.stored_place) == (WHO, HERE, ELSEWHERE)
        assert undecided(connection, EVA) == {batch: 2}
        assert undecided(connection, LEADER) == {}
        assert to_decide(connection, LEADER, batch) == []
        before = told_of(connection, LEADER, batch)

    decide(house, batch)

    assert (standing(house), attended(house)) == ((HERE, None), 1)
    with house.connect() as connection:
        assert told_of(connection, LEADER, batch) == before
        found = told_of(connection, EVA, batch)
    assert found is not None
    assert (found.new, found.changed, found.same, found.held, found.rows) == (1, 1, 0, 0, 2)
    assert told(house, "held_taken")[-1][1] == {"batch": batch, "author": LEADER.name, "rows": 2}
    undo(house, batch, EVA)
    assert (standing(house), attended(house)) == ((ELSEWHERE, None), 0)


def test_who_withdrew_counts_again_only_with_a_later_consent(house: Engine, tmp_path: Path) -> None:
    stored(house, "withdrawn", tmp_path)
    gone = (HERE, dt.date(2025, 5, 5))
    early = SAID | {"fecha_consentimiento": dt.date(2025, 5, 5)}
    batch = bring(house, tmp_path / "a.xlsx", personas=[early], **CAME)
    for sheets in (("personas",), ("asistencia_eventos",)):
        with pytest.raises(Refusal):
            decide(house, batch, *sheets)
    assert (standing(house), attended(house)) == (gone, 0)

    again = bring(house, tmp_path / "b.xlsx", personas=[SAID])
    assert open_rows(house, again) == {"personas": "consent"}
    decide(house, again)
    decide(house, batch, "asistencia_eventos")

    assert (standing(house), attended(house)) == ((HERE, None), 1)
    with pytest.raises(Refusal):
        decide(house, again)  # somebody did


def test_rows_of_nobody_are_stored_once_the_person_is_there(house: Engine, tmp_path: Path) -> None:
    batch = bring(house, tmp_path / "a.xlsx", **CAME)
    assert open_rows(house, batch) == {"asistencia_eventos": "unknown"}
    with pytest.raises(Refusal):
        decide(house, batch)

    stored(house, "elsewhere", tmp_path)
    decide(house, batch)

    assert (standing(house), attended(house)) == ((ELSEWHERE, None), 1)


def test_what_is_declined_stays_out_and_is_asked_about_once(house: Engine, tmp_path: Path) -> None:
    stored(house, "elsewhere", tmp_path)
    batch = bring(house, tmp_path / "a.xlsx", **CAME)
    with pytest.raises(Forbidden):
        leave(house, [1], LEADER)
    with pytest.raises(Forbidden):
        take(house, [1], LEADER)

    decide(house, batch, keep=False)

    again = bring(house, tmp_path / "b.xlsx", eventos=[event("F-2")], **CAME)
    assert open_rows(house, batch) == open_rows(house, again) == {}
    assert attended(house) == 0
    assert told(house, "held_declined")[-1][1]["rows"] == 1


def test_a_monitor_reads_of_rows_put_aside_before_approving(house: Engine, tmp_path: Path) -> None:
    stored(house, "elsewhere", tmp_path)
    book = filled(tmp_path / "a.xlsx", personas=[SAID, person("P-NEW")])
    batch = import_files(house, [book], LEADER, accept_warnings=True).batch
    assert batch is not None

    seen = review(house, batch, EVA)

    assert [(change.new, change.changed) for change in seen.changes] == [(1, 0)]
    assert any("cambio de residencia" in notice.to("es") for notice in seen.notices)
    decline(house, batch, EVA, "No vive aquí.")
    assert open_rows(house, batch) == {}


def test_past_the_last_preview_right_and_wrong_rows_are_kept_alike(
    house: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREVIEWS_PER_DAY", "0")
    right = filled(tmp_path / "right.xlsx", **CAME)
    wrong = filled(tmp_path / "wrong.xlsx", personas=[SAID | {"canton_residencia": ELSEWHERE}])

    reports = [import_files(house, [book], LEADER) for book in (right, wrong)]

    assert [(r.status, r.accepted, r.errors, r.warnings) for r in reports] == [
        ("waiting", 1, [], [])
    ] * 2
    # What a file says of itself comes first.
    assert reports[0].notices[-2:] == reports[1].notices[-2:]
    assert told(house, "people_previewed") == []
    unreadable = filled(tmp_path / "bad.xlsx", personas=[SAID | {"sexo": "no"}])
    assert import_files(house, [unreadable], LEADER).refused  # which the file says by itself


def test_sales_of_an_offer_are_rows_about_people(house: Engine, tmp_path: Path) -> None:
    stored(house, "own", tmp_path)
    bring(house, tmp_path / "a.xlsx", mercado=[ABOUT["mercado"]])
    book = filled(tmp_path / "b.xlsx", mercado_ventas=[ABOUT["mercado_ventas"]])

    assert import_files(house, [book], LEADER).status == "waiting"
