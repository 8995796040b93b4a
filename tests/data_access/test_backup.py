"""A backup is the whole database, taken while it is in use, and good on either kind."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from data_access import backup, record_keys, restore, salts, storage
from data_access.__main__ import main
from data_access.answers import QUESTIONS, ask
from data_access.audit import chain
from data_access.database import engine_for, migrate_to, newest_revision
from data_access.restore import RestoreError
from data_access.scope import Scope, ScopeError
from data_access.tables import AuditEvent, Person, Setting
from data_access.transaction import NOTHING, transaction
from data_access.viewer import ADMINISTRATOR, VISITOR
from tests import databases
from tests.data_access.answers.example import store_people
from tests.data_access.answers.programme_results import store_everything
from tests.table_hash import table_hash
from tests.writing import writing

OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}


@pytest.fixture(autouse=True)
def evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A store of evidence of this test's own, and a way to take another one."""

    def at(name: str) -> None:
        monkeypatch.setenv("EVIDENCE_URL", str(tmp_path / name))

    at("here")
    return at


FEW = ("people.count", "hiring.funnel", "labour.gap", "training.reach", "awards.results")


def said(engine: Engine, names: Iterable[str] = tuple(QUESTIONS)) -> dict[str, Any]:
    """Answers about the country, to who sees most and to who sees least."""
    found = {}
    with engine.connect() as connection:
        for name in names:
            for viewer in (ADMINISTRATOR, VISITOR):
                try:
                    told = ask(connection, name, viewer, Scope()).to_json("es")
                except ScopeError:
                    continue
                found[name, viewer] = json.dumps(told, sort_keys=True, default=str)
    return found


def test_restored_on_the_other_kind_every_answer_is_the_same_and_the_log_is_whole(
    engine: Engine,
    backend: str,
    copying: databases.Copying,
    tmp_path: Path,
    evidence: Callable[[str], None],
) -> None:
    store_everything(engine)
    with transaction(engine, "ana", touches=NOTHING) as connection:
        connection.log("signed_in")
    path = tmp_path / "copia.zip"
    rows = backup.make(engine, path, "root")

    evidence("there")
    with copying(OTHER[backend], "empty") as url:
        other = engine_for(url)
        assert restore.restore(other, path, "root") == rows
        assert said(other) == said(engine)
        with other.connect() as connection:
            assert chain.verify(connection).whole
            kinds = list(connection.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)))
        assert kinds[-2:] == ["signed_in", "restored"]
        with writing(other) as connection:  # numbers go on where they were
            connection.log("signed_in", actor="eva")
        other.dispose()


def test_what_is_written_meanwhile_is_in_it_whole_or_not_at_all_on_either_kind(
    engine: Engine, tmp_path: Path, copying: databases.Copying, backend: str
) -> None:
    store_everything(engine)
    stop = Event()

    def writer() -> None:
        at = 0
        while not stop.is_set():
            with transaction(engine, "ana", touches=("people",)) as connection:
                store_people(connection, {}, {"sex": "H"})
                connection.execute(Setting.__table__.insert(), {"key": f"k{at}", "value": "v"})
                connection.log("signed_in")
            at += 1

    with engine.connect() as connection:
        before = connection.scalar(select(func.count()).select_from(Person)) or 0
    busy = Thread(target=writer)
    busy.start()
    try:
        backup.make(engine, tmp_path / "copia.zip", "root")
    finally:
        stop.set()
        busy.join()

    restored = []
    for kind in (backend, OTHER[backend]):
        with copying(kind, "empty") as url:
            other = engine_for(url)
            restore.restore(other, tmp_path / "copia.zip", "root")
            with other.connect() as connection:
                settings = select(func.count()).select_from(Setting).where(Setting.key.like("k%"))
                events = select(func.count()).select_from(AuditEvent).filter_by(kind="signed_in")
                people = select(func.count()).select_from(Person)
                written = connection.scalar(settings)
                assert written == connection.scalar(events)
                assert connection.scalar(people) == before + 2 * written
                assert chain.verify(connection).whole
                assert record_keys.wrong(connection) == 0
            restored.append(said(other))
            other.dispose()
    assert restored[0] == restored[1]


def test_evidence_comes_along_and_the_salts_do_not(
    engine: Engine, tmp_path: Path, evidence: Callable[[str], None]
) -> None:
    key = storage.put(b"%PDF-1.7 acta")
    path = tmp_path / "copia.zip"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backup, "evidence_keys", lambda connection: [key])
        backup.make(engine, path, "root")
    evidence("there")
    with pytest.raises(FileNotFoundError):
        storage.get(key)

    with zipfile.ZipFile(path) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
        restore._lay_evidence(archive, json.loads(archive.read("manifest.json"))["evidence"])

    assert storage.get(key) == b"%PDF-1.7 acta"
    own = salts.salts()
    assert own.record not in whole and own.cell not in whole
    assert path.stat().st_mode & 0o077 == 0


def refused(engine: Engine, path: Path) -> str:
    before = table_hash(engine)
    with pytest.raises(RestoreError) as problem:
        restore.restore(engine, path, "root")
    assert table_hash(engine) == before
    return problem.value.texts[0].to("en")


def test_a_backup_that_cannot_be_laid_in_is_refused_and_changes_nothing(
    engine: Engine, copying: databases.Copying, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_everything(engine)
    path, cut, altered = (tmp_path / name for name in ("copia.zip", "cut.zip", "altered.zip"))
    backup.make(engine, path, "root")
    cut.write_bytes(path.read_bytes()[:-2000])
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(altered, "w") as other:
        for name in whole.namelist():
            content = whole.read(name)
            other.writestr(name, content.replace(b"VEN", b"COL") if "person" in name else content)

    assert "already has data" in refused(engine, path)
    with copying("sqlite", "empty") as url:
        fresh = engine_for(url)
        assert "not a whole copy" in refused(fresh, cut)
        assert "not a whole copy" in refused(fresh, altered)
        monkeypatch.setenv("CELL_SALT", "another secret of at least thirty-two letters")
        said = refused(fresh, path)
        assert "needs the salts it was made with (fingerprint" in said
        fresh.dispose()


def test_a_backup_of_an_older_version_is_brought_up_to_date(
    engine: Engine, copying: databases.Copying, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_everything(engine)
    before = said(engine, FEW)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        migrate_to(connection, "0009")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backup, "migrate", lambda engine: None)
        patch.setattr(backup, "newest_revision", lambda: "0009")
        rows = backup._write(engine, (tmp_path / "old.zip").open("wb"))

    with copying("sqlite", "empty") as url:
        other = engine_for(url)
        assert restore.restore(other, tmp_path / "old.zip", "root") == rows
        assert said(other, FEW) == before
        other.dispose()
    assert newest_revision() >= "0009"


def test_the_commands_say_what_they_did_and_overwrite_nothing(
    engine: Engine, database_url: str, tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    path = str(tmp_path / "copia.zip")

    assert main(["backup", path, "--language", "en"]) == 0
    assert "It does not hold the salts" in capsys.readouterr().out
    assert main(["backup", path, "--language", "en"]) == 2
    assert main(["restore", path, "--language", "en"]) == 1
    assert "already has data" in capsys.readouterr().err
