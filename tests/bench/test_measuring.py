"""What the benchmark says of the machine and of itself is so."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from data_access import snapshot
from data_access.answers import ask
from data_access.database import engine_for
from data_access.scope import Scope
from data_access.viewer import ADMINISTRATOR
from tests import databases
from tests.apart import run_apart
from tests.bench import aims, measuring, pages
from tests.bench.aims import Aim
from tests.bench.enlarging import enlarge
from tests.bench.measuring import Record, Watch, machine_cpu, quantiles, tree_cpu, watched
from tests.bench.programmes import copies


def test_work_of_a_process_that_was_started_is_ours_and_not_others() -> None:
    if machine_cpu() is None:
        pytest.skip("this system does not say how busy it is")
    work = "import time; end = time.process_time() + 0.3\nwhile time.process_time() < end: pass"
    with watched() as watch:
        subprocess.run([sys.executable, "-c", work], check=True)

    assert watch.cpu >= 0.25
    assert watch.others is not None
    assert tree_cpu() >= watch.cpu


def test_a_figure_taken_beside_other_work_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(measuring, "FOLDER", tmp_path)
    record = Record()
    record.begin("Something")
    record.add("quiet", 5.0, "ms", Watch(1, 1, 0.1))
    record.add("busy", 500.0, "ms", Watch(1, 1, 1.5))
    kept = json.loads(record.save("test").read_text())["figures"]

    assert [(one["what"], one["counts"]) for one in kept] == [("quiet", True), ("busy", False)]
    assert "does not count: 1.5 cores of other work" in capsys.readouterr().out
    assert record.value("busy") == 500.0


def test_the_95th_of_a_hundred_is_the_96th_in_order() -> None:
    assert quantiles([float(n) for n in range(100, 0, -1)]) == (50.5, 96)


def test_each_copy_of_a_person_has_a_code_of_its_own() -> None:
    row = {"codigo_persona": "P-1", "sexo": "M"}

    assert [one["codigo_persona"] for one in copies(row, 3)] == ["P-1", "P-1x1", "P-1x2"]
    assert list(copies({"codigo_curso": "C-1"}, 3)) == [{"codigo_curso": "C-1"}]


def test_a_reader_who_cannot_connect_is_an_error_and_not_a_fast_run() -> None:
    start = time.monotonic()
    runs = run_apart(pages.at_once(["http://127.0.0.1:9"], "", [{}], 2, 0.1))

    assert runs.seconds == []
    assert len(runs.errors) == 2
    assert time.monotonic() - start < 30


def test_an_enlarged_snapshot_holds_each_person_as_often_and_answers_find_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data_access.snapshot.choosing.LEAST_PEOPLE", 1)
    engine = engine_for(databases.sqlite_copy("demo", tmp_path / "demo.db"))
    scope = Scope("EC")
    with snapshot.reading(engine, ["people"]) as connection:
        (before,) = ask(connection, "people.count", ADMINISTRATOR, scope).frame["persons"]
    enlarge(engine, 3)
    with snapshot.reading(engine, ["people"]) as connection:
        (after,) = ask(connection, "people.count", ADMINISTRATOR, scope).frame["persons"]

    assert (before > 1000, after) == (True, 3 * before)


def test_an_aim_is_told_by_the_last_figure_that_was_taken_on_a_quiet_machine() -> None:
    record = Record()
    record.begin("10k")
    record.add("opening", 90.0, "ms", Watch(1, 1, 0.0))
    record.begin("1M")
    record.add("opening", 50.0, "ms", Watch(1, 1, 0.0))
    record.add("ratio", 19.0, "times", Watch(1, 1, 0.0))
    record.add("busy", 5.0, "ms", Watch(1, 1, 1.0))
    wanted = (
        Aim("A", "opening", most=60),
        Aim("B", "ratio", least=20),
        Aim("C", "busy", most=60),
        Aim("D", "never taken", most=60),
    )

    told = [line.split() for line in aims.lines(record, wanted)]

    assert [(line[0], " ".join(line[5:-1])) for line in told] == [
        ("A", "met"),
        ("B", "not met"),
        ("C", "not told"),
    ]
