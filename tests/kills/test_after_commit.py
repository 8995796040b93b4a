"""An import that is killed once it is committed and before its rows are copied into columns."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from data_access import snapshot
from data_access.database import engine_for
from data_access.snapshot import choosing, keeping
from data_access.tables import ImportBatch, Person
from tests.databases import Copying

HEADERS = (
    "codigo_persona,anio_nacimiento,sexo,nacionalidad,situacion_movilidad,canton_residencia,"
    "fecha_registro,fecha_consentimiento,version_consentimiento"
)
NEW = 30
# A process that imports a file and dies when the copy is to begin, when a file of it is written,
# or when all are written and it is to get its name.
DYING = """
import os, signal, sys
from pathlib import Path
from data_access.database import engine_for
from data_access.imports import loading
from data_access.snapshot import choosing, files
from data_access.viewer import ADMINISTRATOR, Viewer
url, path, room, name = sys.argv[1:]
choosing.LEAST_PEOPLE = 1
def dying(*given, **named):
    os.kill(os.getpid(), signal.SIGKILL)
setattr({"choosing": choosing, "files": files}[room], name, dying)
if name == "refresh":
    loading.snapshot.refresh = dying
viewer = Viewer(ADMINISTRATOR.grants, "eva@example.org")
loading.import_files(engine_for(url), [Path(path)], viewer, accept_warnings=True)
"""


@pytest.fixture
def engine(
    backend: str, copying: Copying, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    """A database that is large enough for a snapshot, and has one."""
    monkeypatch.setenv("SNAPSHOT_FOLDER", str(tmp_path / "snapshots"))
    monkeypatch.setattr(choosing, "LEAST_PEOPLE", 1)
    keeping._keeper.cache_clear()
    with copying(backend, "outcomes") as url:
        found = engine_for(url)
        yield found
        found.dispose()
    keeping._keeper.cache_clear()


def stored(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(Person)) or 0


def answered(engine: Engine) -> int:
    """How many people the next answer is computed from, and that it is computed on the copy."""
    with snapshot.reading(engine, ("people",)) as connection:
        assert connection.dialect.name not in ("sqlite", "postgresql")
        return connection.scalar(select(func.count()).select_from(Person)) or 0


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such end on Windows")
@pytest.mark.parametrize(
    "moment",
    [
        ("choosing", "refresh"),
        pytest.param(("files", "write_part"), marks=pytest.mark.matrix),
        ("files", "finish"),
    ],
)
def test_an_answer_after_the_kill_is_of_all_committed_rows(
    engine: Engine, tmp_path: Path, moment: tuple[str, str]
) -> None:
    before = answered(engine)
    path = tmp_path / "personas.csv"
    rows = [f"N-{at},{1950 + at},M,VEN,MIG,1308,2025-03-03,2025-03-03,V1" for at in range(NEW)]
    path.write_text("\n".join([HEADERS, *rows]), "utf-8")
    url = engine.url.render_as_string(hide_password=False)

    command = [sys.executable, "-c", DYING, url, str(path), *moment]
    done = subprocess.run(command, check=False, capture_output=True, text=True)

    assert done.returncode == -signal.SIGKILL, done.stderr
    # Committed whole: its rows and its batch.
    assert stored(engine) == before + NEW
    with engine.connect() as connection:
        batches = connection.scalars(select(ImportBatch.rows_new)).all()
    assert NEW in batches
    # Whoever was at work, and whoever starts now.
    assert answered(engine) == before + NEW
    keeping._keeper.cache_clear()
    assert answered(engine) == before + NEW
