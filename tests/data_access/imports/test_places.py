"""A leader brings in rows about the own place, and takes out only what the same leader brought."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from data_access.imports import sheets
from data_access.imports.batch_history import batches, number_of_batches
from data_access.imports.import_findings import ImportFinding
from data_access.imports.loading import check_files, import_files
from data_access.imports.reports import Report
from data_access.imports.row_permissions import parent_of, sheets_for
from data_access.imports.sheet_description import PLACES, ByReference, InColumn, Template
from data_access.imports.sheets import ALL, EMPRESAS
from data_access.imports.templates import templates
from data_access.imports.undo import consequences, undo
from data_access.refusal import Forbidden, Refusal
from data_access.tables import AuditEvent, Enterprise
from data_access.viewer import ADMINISTRATOR, Grant, Viewer
from tests.data_access.imports.books import company, filled, person, vacancy, worked_survey
from tests.releasing import published
from tests.table_hash import table_hash


@pytest.fixture
def engine(engine: Engine) -> Engine:
    """A database that was published once: leaders may bring data in."""
    published(engine)
    return engine


def leader(place: str, name: str = "manta@example.org") -> Viewer:
    return Viewer(frozenset({Grant("leader", place)}), name)


MANTA, MANABI = leader("1308"), leader("13", "manabi@example.org")
MONITOR = Viewer(frozenset({Grant("monitor")}), "monitor@example.org")
ELSEWHERE = "1301"


def load(
    engine: Engine, path: Path, viewer: Viewer = ADMINISTRATOR, **sheets: list[dict[str, object]]
) -> Report:
    return import_files(engine, [filled(path, **sheets)], viewer, accept_warnings=True)


def where(finding: ImportFinding) -> tuple[str | None, int | None, str | None, str]:
    return finding.sheet, finding.row, finding.column, finding.rule


@pytest.mark.parametrize("template", ALL, ids=lambda template: template.name)
def test_every_sheet_says_how_the_place_of_a_row_is_found(
    template: Template,
) -> None:
    """A new sheet fails here until its description says `place=`."""
    assert template.place is not None
    if isinstance(template.place, InColumn):
        column = template.column(template.place.name)
        assert column.required and set(column.codes or ()) <= set(PLACES)
    if isinstance(template.place, ByReference):
        assert parent_of(template).has_place
        assert all(template.column(name).required for name in template.place.columns)


def test_a_sheet_that_does_not_say_it_is_no_leaders(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = replace(EMPRESAS, place=None)
    monkeypatch.setattr(sheets, "ALL", (silent,))

    assert sheets_for(MANTA) == []
    assert sheets_for(MONITOR) == [silent]


AWARDS = {
    *("ediciones", "criterios", "postulaciones", "jurados", "asignaciones", "puntajes"),
    "adopciones",
}


def test_a_leader_is_offered_the_sheets_that_have_a_place() -> None:
    assert {t.name for t in templates().values()} - {t.name for t in sheets_for(MANTA)} == {
        "encuestas",
        "estratos",
        "actitudes",
        "metas",
        *AWARDS,
    }
    assert sheets_for(Viewer.parse("juror:EMP-2026")) == []


@pytest.mark.parametrize("viewer", [MANTA, MANABI, MONITOR], ids=["leader", "province", "monitor"])
def test_rows_about_the_own_place_come_in(engine: Engine, tmp_path: Path, viewer: Viewer) -> None:
    report = load(
        engine,
        tmp_path / "a.xlsx",
        viewer,
        empresas=[company("E-1")],
        personas=[person("P-1")],
        vacantes=[vacancy("V-1")],
    )

    assert (report.errors, report.accepted) == ([], 3)
    waits = viewer is not MONITOR  # they are of a person, too
    with engine.connect() as connection:
        (batch,) = batches(connection, viewer)
        event = connection.execute(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (batch.author, batch.waiting) == (viewer.name, "import" if waits else None)
    assert event is not None
    assert (event.kind, event.actor) == ("batch_waiting" if waits else "imported", viewer.name)
    assert event.details | {"rows": 3} == {
        "batch": report.batch,
        "files": ["a.xlsx"],
        "rows": 3,
    }


def test_each_foreign_row_has_its_finding_and_nothing_comes_in(
    engine: Engine, tmp_path: Path
) -> None:
    before = table_hash(engine)

    report = load(
        engine,
        tmp_path / "a.xlsx",
        MANTA,
        empresas=[company("E-1"), company("E-2", canton=ELSEWHERE), company("E-3", canton="2301")],
        poblacion=[
            {"territorio": place, "anio": 2025, "grupo": "TOTAL", "personas": 9, "fuente": "INEC"}
            for place in ("1308", "13", "EC")
        ],
    )

    assert [where(finding) for finding in report.errors] == [
        ("empresas", 3, "canton", "fila_ajena"),
        ("empresas", 4, "canton", "fila_ajena"),
        ("poblacion", 3, "territorio", "fila_ajena"),
        ("poblacion", 4, "territorio", "fila_ajena"),
    ]
    assert table_hash(engine) == before


def test_a_province_holds_its_cantons_and_no_others(engine: Engine, tmp_path: Path) -> None:
    rows = [company("E-1"), company("E-2", canton=ELSEWHERE), company("E-3", canton="2301")]

    report = load(engine, tmp_path / "a.xlsx", MANABI, empresas=rows)

    assert [finding.row for finding in report.errors] == [4]


def test_a_foreign_row_hides_behind_no_reference(engine: Engine, tmp_path: Path) -> None:
    sheets = worked_survey()
    del sheets["encuesta_empresas"], sheets["encuesta_vacantes"]
    sheets["empresas"].append(company("E-MANTA"))
    sheets["empresas"].append(company("E-OTRO", canton=ELSEWHERE))
    load(engine, tmp_path / "a.xlsx", **sheets)
    answer = {"encuesta": "ENC", "estrato": "micro", "resultado": "COMPLETA"}
    posts = {"encuesta": "ENC", "ciuo2": "51", "vacantes": 1, "dificil_cobertura": 0}

    report = load(
        engine,
        tmp_path / "b.xlsx",
        MANTA,
        # One company is stored, and one comes in the same call, one step further off.
        empresas=[company("E-NUEVO")],
        encuesta_empresas=[
            answer | {"codigo_empresa": code} for code in ("E-MANTA", "E-OTRO", "E-NUEVO", "E-NO")
        ],
        encuesta_vacantes=[
            posts | {"codigo_empresa": code} for code in ("E-MANTA", "E-OTRO", "E-NUEVO")
        ],
    )

    assert [where(finding) for finding in report.errors] == [
        ("encuesta_empresas", 3, "codigo_empresa", "fila_ajena"),
        ("encuesta_empresas", 5, "codigo_empresa", "huerfano"),
        ("encuesta_vacantes", 3, "codigo_empresa", "fila_ajena"),
    ]


def test_a_stored_row_of_another_place_cannot_be_taken_over(engine: Engine, tmp_path: Path) -> None:
    load(engine, tmp_path / "a.xlsx", empresas=[company("E-1", canton=ELSEWHERE)])

    report = load(engine, tmp_path / "b.xlsx", MANTA, empresas=[company("E-1")])

    (finding,) = report.errors
    assert where(finding) == ("empresas", 2, "codigo_empresa", "fila_ajena")
    for language in ("es", "en"):
        assert "Portoviejo" not in finding.message.to(language)


def test_an_own_row_cannot_be_given_away(engine: Engine, tmp_path: Path) -> None:
    load(engine, tmp_path / "a.xlsx", MANTA, empresas=[company("E-1")])

    report = load(engine, tmp_path / "b.xlsx", MANTA, empresas=[company("E-1", canton=ELSEWHERE)])

    assert [where(finding) for finding in report.errors] == [
        ("empresas", 2, "canton", "fila_ajena")
    ]


def test_taking_over_the_company_does_not_open_the_answers_behind_it(
    engine: Engine, tmp_path: Path
) -> None:
    sheets = worked_survey()
    for row in sheets["empresas"]:
        row["canton"] = ELSEWHERE
    load(engine, tmp_path / "a.xlsx", **sheets)
    stolen = {
        "empresas": [row | {"canton": "1308"} for row in sheets["empresas"][:1]],
        "encuesta_empresas": sheets["encuesta_empresas"][:1],
    }

    report = load(engine, tmp_path / "b.xlsx", MANTA, **stolen)

    assert [where(finding) for finding in report.errors] == [
        ("empresas", 2, "codigo_empresa", "fila_ajena"),
        ("encuesta_empresas", 2, "codigo_empresa", "fila_ajena"),
    ]


def test_a_sheet_of_the_whole_programme_is_named_once(engine: Engine, tmp_path: Path) -> None:
    report = load(engine, tmp_path / "a.xlsx", MANTA, **worked_survey())

    assert [where(f) for f in report.errors if f.rule == "hoja_ajena"] == [
        ("encuestas", None, None, "hoja_ajena"),
        ("estratos", None, None, "hoja_ajena"),
    ]


def test_a_bad_canton_is_told_as_such_and_not_as_foreign(engine: Engine, tmp_path: Path) -> None:
    rows = [company("E-1", canton="9999"), company("E-2", canton=None)]

    report = load(engine, tmp_path / "a.xlsx", MANTA, empresas=rows)

    assert [finding.rule for finding in report.errors] == ["codigo_desconocido", "obligatorio"]


def test_a_row_of_no_known_place_is_refused(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = templates()
    canton = next(c for c in EMPRESAS.columns if c.name == "canton")
    columns = (*EMPRESAS.columns[:-1], replace(canton, required=False))
    optional = replace(EMPRESAS, columns=columns)
    monkeypatch.setattr(sheets, "ALL", tuple((known | {"empresas": optional}).values()))
    path = tmp_path / "empresas.csv"
    path.write_text("codigo_empresa,tamano,ciiu,canton\nE-1,MICRO,G,\n")

    report = check_files(engine, [path], MANTA)

    assert [where(finding) for finding in report.errors] == [
        ("empresas", 2, "canton", "fila_sin_lugar")
    ]


@pytest.mark.parametrize("role", ["visitor", "juror:EMP-2026", "secretary:EMPRESAS"])
def test_who_brings_in_no_data_is_refused_before_a_file_is_opened(
    engine: Engine, tmp_path: Path, role: str
) -> None:
    viewer = Viewer.parse(role)
    batch = load(engine, tmp_path / "a.xlsx", empresas=[company("E-1")]).batch or 0
    before = table_hash(engine)

    for refused in (
        lambda: import_files(engine, [tmp_path / "a.xlsx"], viewer),
        lambda: check_files(engine, [tmp_path / "a.xlsx"], viewer),
        lambda: undo(engine, batch, viewer),
        lambda: consequences(engine, batch, viewer),
    ):
        with pytest.raises(Forbidden):
            refused()
    with engine.connect() as connection:
        assert batches(connection, viewer) == []
    assert table_hash(engine) == before


def test_a_leader_sees_and_undoes_only_the_own_batches(engine: Engine, tmp_path: Path) -> None:
    colleague = leader("1308", "otra@example.org")
    own = load(engine, tmp_path / "a.xlsx", MANTA, empresas=[company("E-1")]).batch or 0
    other = load(engine, tmp_path / "b.xlsx", colleague, empresas=[company("E-2")]).batch or 0
    central = load(engine, tmp_path / "c.xlsx", MONITOR, empresas=[company("E-3")]).batch or 0

    with engine.connect() as connection:
        assert [batch.number for batch in batches(connection, MANTA)] == [own]
        assert [batch.number for batch in batches(connection, MONITOR)] == [central, other, own]
        assert number_of_batches(connection, MANTA) == 1
    for number in (other, central):
        with pytest.raises(Refusal, match=r"There is no batch|No existe el lote"):
            undo(engine, number, MANTA)
        assert consequences(engine, number, MANTA).reasons
    assert undo(engine, own, MANTA).deleted == {"empresas": 1}
    assert undo(engine, other, MONITOR).deleted == {"empresas": 1}
    with engine.connect() as connection:
        events = select(AuditEvent.actor, AuditEvent.details).filter_by(kind="undone")
        assert [tuple(event) for event in connection.execute(events.order_by(AuditEvent.id))] == [
            (MANTA.name, {"batch": own, "rows": 1}),
            (MONITOR.name, {"batch": other, "rows": 1}),
        ]


def test_who_leads_another_place_by_now_undoes_nothing_of_the_old_one(
    engine: Engine, tmp_path: Path
) -> None:
    batch = load(engine, tmp_path / "a.xlsx", MANTA, empresas=[company("E-1")]).batch or 0
    moved = leader("2301")

    with pytest.raises(Refusal) as refused:
        undo(engine, batch, moved)

    assert "otro lugar" in refused.value.texts[0].to("es")
    assert undo(engine, batch, MANTA).deleted == {"empresas": 1}


def test_a_leader_without_a_name_sees_no_batch(engine: Engine, tmp_path: Path) -> None:
    nameless = leader("1308", "")
    batch = load(engine, tmp_path / "a.xlsx", nameless, empresas=[company("E-1")]).batch or 0

    with engine.connect() as connection:
        assert batches(connection, nameless) == []
    assert consequences(engine, batch, nameless).reasons


def test_what_a_leader_is_told_of_people_does_not_depend_on_what_is_stored(
    engine: Engine, tmp_path: Path
) -> None:
    """A row that turns out to be "the same" would confirm a guess about somebody."""
    guess = filled(tmp_path / "guess.xlsx", personas=[person("P-1", situacion_movilidad="REF")])
    told = [check_files(engine, [guess], MANTA)]
    for at, status in enumerate(("MIG", "REF")):
        stored = [person("P-1", situacion_movilidad=status), person("P-2")]
        load(engine, tmp_path / f"{at}.xlsx", personas=stored)
        told.append(check_files(engine, [guess], MANTA))

    seen = [(r.to_json("es"), r.changes, r.refused) for r in told]
    assert seen[0] == seen[1] == seen[2]
    assert told[0].changes[0].rows == 1
    assert told[0].changes[0].new is None
    # What is meant to be agreed to is told apart all the same.
    assert len({report.agreement for report in told}) == 3

    done = import_files(engine, [guess], MANTA)
    with engine.connect() as connection:
        (batch,) = batches(connection, MANTA)
    assert (done.batch, done.accepted) == (batch.number, 1)
    assert (batch.rows, batch.new, batch.same) == (1, None, None)
    out = consequences(engine, batch.number, MANTA)
    assert (out.deleted, out.restored, out.reasons, out.whole) == ({}, {}, (), False)
    assert undo(engine, batch.number, MANTA) == out


def test_a_refused_leader_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    load(engine, tmp_path / "a.xlsx", empresas=[company("E-1", canton=ELSEWHERE)])
    before = table_hash(engine)

    load(engine, tmp_path / "b.xlsx", MANTA, empresas=[company("E-1", canton=ELSEWHERE)])

    assert table_hash(engine) == before
    with engine.connect() as connection:
        assert connection.scalar(select(Enterprise.canton_code)) == ELSEWHERE
