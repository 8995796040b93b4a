"""The whole path: blank template, a person's entries, import, answer; and back out again."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data_access.__main__ import main
from data_access.imports.loading import import_files
from data_access.imports.undo import undo
from data_access.viewer import ADMINISTRATOR
from tests.data_access.imports.books import filled, worked_survey
from tests.table_hash import table_hash

# What a batch leaves behind when it is undone: its own record, and the moved versions.
RECORDS = ("import_batch", "import_file", "data_version", "audit_event")


def asked(name: str, *where: str) -> dict[str, object]:
    said = io.StringIO()
    with redirect_stdout(said):
        pairs = [part for pair in where for part in ("--where", pair)]
        assert main(["answer", name, *pairs, "--json"]) == 0
    return json.loads(said.getvalue())


def four(row: dict[str, float], *keys: str) -> list[float]:
    return [round(row[key], 4) for key in keys]


def check_values() -> None:
    (row,) = asked("labour.vacancies", "territory=1308")["rows"]
    assert four(row, "estimate", "se", "cv") == [433.3333, 119.8518, 0.2766]
    assert [round(row[key], 2) for key in ("ci_low", "ci_high")] == [176.28, 690.39]
    assert (row["df"], row["n"], row["flag"]) == (14, 17, "not_published")
    (row,) = asked("labour.vacancies", "territory=1308", "ciuo2=51")["rows"]
    assert four(row, "estimate", "se") == [433.3333, 119.8518]
    (row,) = asked("labour.occupied", "territory=1308")["rows"]
    assert four(row, "estimate") == [4933.3333]
    (row,) = asked("labour.vacancy_rate", "territory=1308")["rows"]
    assert [round(row[key], 6) for key in ("estimate", "se")] == [0.080745, 0.016922]
    assert four(row, "cv") == [0.2096]
    assert [round(row[key], 5) for key in ("ci_low", "ci_high")] == [0.04445, 0.11704]
    assert row["flag"] == "caution"
    (row,) = asked("labour.hard_to_fill", "territory=1308")["rows"]
    assert [round(row[key], 6) for key in ("estimate", "se")] == [0.484615, 0.091457]


def test_a_filled_template_gives_the_published_values_and_again_after_undo(
    engine: Engine, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    book = filled(tmp_path / "encuesta.xlsx", **worked_survey())
    before = table_hash(engine, *RECORDS)

    assert main(["import", str(book), "--accept-warnings", "--json"]) == 0
    check_values()
    full = table_hash(engine, *RECORDS, "import_batch")
    assert full != before

    assert main(["undo", "1"]) == 0
    assert table_hash(engine, *RECORDS) == before
    assert asked("labour.vacancies", "territory=1308")["rows"] == []

    assert main(["import", str(book), "--accept-warnings", "--json"]) == 0
    check_values()


def test_the_same_values_come_from_csvs(engine: Engine, tmp_path: Path) -> None:
    paths = []
    for name, rows in worked_survey().items():
        lines = [";".join(rows[0]), *(";".join(f'"{v}"' for v in row.values()) for row in rows)]
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join(lines), "utf-8-sig")
        paths.append(path)

    # In no helpful order: sheets of one call are loaded parents first.
    report = import_files(engine, reversed(paths), ADMINISTRATOR, accept_warnings=True)

    assert report.errors == []
    assert report.accepted == 17 + 1 + 3 + 17 + 11
    assert undo(engine, report.batch or 0, ADMINISTRATOR).deleted["empresas"] == 17


def test_a_doubtful_survey_waits_for_a_second_look(engine: Engine, tmp_path: Path) -> None:
    before = table_hash(engine)

    report = import_files(
        engine, [filled(tmp_path / "encuesta.xlsx", **worked_survey())], ADMINISTRATOR
    )

    assert report.refused
    assert report.errors == []
    assert {finding.rule for finding in report.warnings} == {"cv_alto"}
    assert table_hash(engine) == before
