"""The command line: what it prints, what it exits with, in both languages."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data_access.__main__ import main, parser
from tests.data_access.boundaries.maps import cantons, written
from tests.data_access.imports.books import company, filled, person, vacancy

VERBS = (
    *("init", "backup", "restore", "boundaries", "check-data", "import", "template", "batches"),
    *(
        "undo",
        "held",
        "pseudonymise",
        "withdraw",
        "retention",
        "release",
        "answer",
        "report",
        "totals",
        "invite",
    ),
)
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def database(engine: Engine, database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DATABASE_URL", database_url)
    return database_url


def run(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    try:
        code = main(list(arguments))
    except SystemExit as left:
        code = int(left.code or 0)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_every_promised_verb_exists_and_explains_itself(capsys: Captured) -> None:
    known = next(a for a in parser()._actions if a.dest == "verb").choices
    assert tuple(known or ()) == VERBS
    for verb in VERBS:
        code, out, _ = run(capsys, verb, "--help")
        assert code == 0
        assert "--language" in out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["bailar"],
        ["import"],
        ["undo", "uno"],
        ["template"],
        ["batches", "--language", "fr"],
        ["answer", "labour.gap", "--where", "by=ciuo2", "--where", "by=territory"],
    ],
)
def test_wrong_usage_exits_with_2_and_prints_no_result(
    capsys: Captured, arguments: list[str]
) -> None:
    code, out, err = run(capsys, *arguments)

    assert (code, out) == (2, "")
    assert err.strip()


def test_the_module_runs_as_a_program_and_says_nothing_but_json(database: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "data_access", "batches", "--json"], capture_output=True, text=True
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")


def test_init_makes_a_database_and_says_it_is_up_to_date(
    capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/nueva/observatorio.db")

    assert run(capsys, "init")[:2] == (0, "La base de datos está al día.\n")
    assert run(capsys, "init", "--language", "en")[:2] == (0, "The database is up to date.\n")


def test_a_demo_fills_only_an_empty_database(capsys: Captured) -> None:
    code, out, _ = run(capsys, "init", "--demo")
    assert (code, out) == (0, "Listo: la base de datos tiene el programa de demostración.\n")
    answer = json.loads(run(capsys, "answer", "people.count", "--json")[1])
    assert answer["rows"][0]["persons"] == 6000
    assert answer["synthetic"] is True

    code, out, _ = run(capsys, "init", "--demo")

    assert (code, out) == (0, "La base de datos ya tiene datos: no se cambió nada.\n")


def test_an_import_speaks_plainly_and_json_is_only_json(capsys: Captured, tmp_path: Path) -> None:
    path = str(filled(tmp_path / "a.xlsx", empresas=[company("E-1")]))

    assert run(capsys, "import", path)[:2] == (0, "Lote 1. Filas guardadas: 1.\n")
    code, out, err = run(capsys, "import", path, "--json")

    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "status": "stored",
        "batch": None,
        "accepted": 0,
        "errors": [],
        "warnings": [],
        "notices": ["a.xlsx ya está importado: no se cambió nada."],
    }


def test_rows_stored_already_exit_with_0_though_they_were_doubtful(
    capsys: Captured, tmp_path: Path
) -> None:
    young = person("P-1", anio_nacimiento=2009)
    run(capsys, "import", str(filled(tmp_path / "a.xlsx", personas=[young])), "--accept-warnings")

    again = str(filled(tmp_path / "b.xlsx", personas=[young], empresas=[]))

    code, said, wrong = run(capsys, "import", again)
    assert (code, said.splitlines()[-1]) == (0, "Todas las filas ya estaban guardadas así.")
    assert (said.count("\n"), wrong) == (2, "")  # the first line says what M means
    code, said, wrong = run(capsys, "import", again, "--language", "en")
    assert (code, said.splitlines()[-1]) == (0, "All rows were already stored as they are.")


def test_progress_shows_on_a_terminal_and_leaves_stdout_alone(
    capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(filled(tmp_path / "a.xlsx", empresas=[company("E-1")]))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)

    code, out, err = run(capsys, "import", path, "--json")

    assert (code, json.loads(out)["accepted"]) == (0, 1)
    assert "Leyendo a.xlsx" in err and "█" * 30 + " Listo" in err
    assert err.endswith("\n")


def test_refused_data_exit_with_1_and_name_the_place(capsys: Captured, tmp_path: Path) -> None:
    path = str(filled(tmp_path / "a.xlsx", empresas=[company("E-1", tamano="ENORME")]))

    code, out, _ = run(capsys, "import", path)
    assert code == 1
    assert out.startswith("ERROR a.xlsx · empresas · 2 · tamano «ENORME»: No está en la lista;")
    assert "No se guardó nada" in out

    code, out, _ = run(capsys, "import", path, "--json", "--language", "en")
    assert code == 1
    (error,) = json.loads(out)["errors"]
    assert list(error) == ["file", "sheet", "row", "column", "value", "rule", "message"]
    assert error["message"].startswith("It is not in the list")


def test_a_column_that_is_wrong_in_many_rows_is_one_line(capsys: Captured, tmp_path: Path) -> None:
    sizes = ["ENORME"] * 40 + ["MICRO", "ENORME"] + ["MICRO", "a", "MICRO", "b", "MICRO", "c"]
    rows = [company(f"E-{at}", tamano=size) for at, size in enumerate(sizes)]
    path = str(filled(tmp_path / "a.xlsx", empresas=[*rows, company("E-X", canton=None)]))

    code, out, _ = run(capsys, "import", path)

    assert code == 1
    first, second, last = out.splitlines()
    assert {first.partition(": ")[0], second.partition(": ")[0]} == {
        "ERROR a.xlsx · empresas · 2-41, 43, 45, 47, 49 (44 filas) · tamano «ENORME», «a», «b», …",
        "ERROR a.xlsx · empresas · 50 · canton",
    }
    assert "(45)" in last


def test_warnings_wait_until_they_are_accepted(capsys: Captured, tmp_path: Path) -> None:
    path = str(filled(tmp_path / "a.xlsx", personas=[person("P-1", anio_nacimiento=2009)]))

    code, out, _ = run(capsys, "import", path)
    assert code == 1
    assert "--accept-warnings" in out

    assert run(capsys, "import", path, "--accept-warnings")[0] == 0


def test_batches_are_listed_and_undone(capsys: Captured, tmp_path: Path) -> None:
    assert run(capsys, "batches")[1] == "Todavía no se ha importado nada.\n"
    run(capsys, "import", str(filled(tmp_path / "a.xlsx", empresas=[company("E-1")])))

    (batch,) = json.loads(run(capsys, "batches", "--json")[1])
    assert list(batch) == [
        *("batch", "at", "author", "files", "new", "changed", "same", "undone_at", "waiting")
    ]
    assert batch["at"].endswith("-05:00")
    assert abs(dt.datetime.fromisoformat(batch["at"]) - dt.datetime.now(dt.UTC)) < dt.timedelta(
        minutes=5
    )
    assert (batch["batch"], batch["files"], batch["new"]) == (1, ["a.xlsx"], 1)
    assert run(capsys, "undo", "1")[:2] == (
        0,
        "Lote 1 deshecho. Filas borradas: 1; restauradas: 0.\n",
    )
    assert "(deshecho)" in run(capsys, "batches")[1]
    code, _, err = run(capsys, "undo", "1", "--language", "en")
    assert (code, err) == (1, "Batch 1 has already been undone.\n")
    code, _, err = run(capsys, "undo", "9" * 30)
    assert (code, err) == (1, f"No existe el lote {'9' * 30}.\n")


def test_undo_says_what_depends_on_a_batch(capsys: Captured, tmp_path: Path) -> None:
    run(capsys, "import", str(filled(tmp_path / "a.xlsx", empresas=[company("E-1")])))
    run(capsys, "import", str(filled(tmp_path / "b.xlsx", vacantes=[vacancy("V-1")])))

    assert run(capsys, "undo", "1", "--language", "en") == (
        1,
        "",
        "1 row of vacantes of batch 2 uses data of this batch: undo batch 2 first.\n",
    )


def test_a_template_is_written_and_an_unknown_one_is_wrong_usage(
    capsys: Captured, tmp_path: Path
) -> None:
    target = str(tmp_path / "p.xlsx")

    assert run(capsys, "template", "personas", "-o", target)[0] == 0
    code, _, err = run(capsys, "template", "gatos", "-o", target)

    assert code == 2
    assert "gatos" in err and "personas" in err

    nowhere = str(tmp_path / "no" / "hay" / "p.xlsx")
    code, out, err = run(capsys, "template", "personas", "-o", nowhere, "--language", "en")

    assert (code, out) == (2, "")
    assert err == f"Cannot open or write {nowhere}: No such file or directory\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["labour.nada"], "No existe la respuesta «labour.nada»"),
        (["labour.gap", "--where", "territory"], "Escriba --where clave=valor"),
        (["labour.gap", "--where", "territory=9999"], "No existe un lugar con el código «9999»"),
        (
            ["labour.gap", "--as", "rey"],
            "No se entiende el rol «rey»: escriba visitor, leader:1308,",
        ),
        (["labour.gap", "--as", "leader"], "No se entiende el rol «leader»"),
        (["labour.gap", "--as", "leader:9999"], "No se entiende el rol «leader:9999»"),
        (["people.count", "--as", "visitor", "--where", "from=2025-02-03"], "ya cerrado"),
    ],
)
def test_a_question_that_cannot_be_asked_exits_with_2(
    capsys: Captured, arguments: list[str], said: str
) -> None:
    code, out, err = run(capsys, "answer", *arguments)

    assert (code, out) == (2, "")
    assert said in err


def test_an_answer_without_json_is_a_table_for_people(
    capsys: Captured, tmp_path: Path, demo_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{shutil.copy(demo_file, tmp_path / 'demo.db')}")

    code, out, _ = run(capsys, "answer", "labour.vacancies", "--where", "territory=1308")

    assert code == 0
    assert "1308" in out and "reliable" in out


def test_official_limits_come_in_and_a_wrong_map_is_refused(
    capsys: Captured, tmp_path: Path
) -> None:
    good = str(written(cantons(), tmp_path / "limites.geojson"))
    wrong = tmp_path / "nada.geojson"
    wrong.write_text("{}")

    code, out, _ = run(capsys, "boundaries", good, "--source", "INEC")
    assert code == 0
    assert out.startswith("Se guardaron los límites de 221 cantones y 24 provincias.")
    code, out, err = run(capsys, "boundaries", str(wrong))
    assert (code, out) == (1, "")
    assert err.strip()


@pytest.mark.parametrize(
    "url",
    ["postgresql://nobody@127.0.0.1:1/nada", "esto no es una dirección", "sqlite:///{file}"],
    ids=["nobody there", "no address", "no database"],
)
def test_a_database_out_of_reach_is_a_sentence(
    capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    file = tmp_path / "carta.txt"
    file.write_text("Querida Ana: " * 100)
    monkeypatch.setenv("DATABASE_URL", url.format(file=file))

    code, out, err = run(capsys, "batches")

    assert (code, out) == (2, "")
    assert err.startswith("No se puede usar la base de datos de DATABASE_URL")
    assert len(err.splitlines()) == 1
