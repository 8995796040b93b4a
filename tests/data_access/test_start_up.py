"""What is heavy is loaded where it is used: the command line starts at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from data_access.answers import QUESTIONS
from data_access.database import MIGRATIONS, engine_for, migrate, newest_revision
from tests.data_access.answers.programme_results import store_everything
from tests.data_access.imports.juries import bring, worked
from tests.data_access.measures.awards.worked import NOISY

FILES = {"xlsxwriter", "python_calamine", "openpyxl", "fsspec"}
MAPS = {"geopandas", "pyogrio", "shapely", "topojson"}
# Runs verbs one after another, then says which modules are there.
RUN = """
import contextlib, io, json, sys
from data_access.__main__ import main
for arguments in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        assert main(arguments) == 0, arguments
print(json.dumps(sorted(sys.modules)))
"""


def loaded(*verbs: list[str], **environment: str) -> set[str]:
    """The modules that a fresh interpreter holds after running verbs."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(verbs)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(done.stdout))


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path / 'everything.db'}"
    engine = engine_for(address)
    migrate(engine)
    store_everything(engine)
    assert bring(engine, tmp_path / "jury.xlsx", worked(NOISY)).errors == []
    engine.dispose()
    return address


@pytest.mark.parametrize("arguments", [["--help"], ["answer", "--help"], ["no-such-verb"]])
def test_help_needs_neither_database_nor_tables(arguments: list[str]) -> None:
    found = loaded(arguments)

    assert not found & {"sqlalchemy", "alembic", "numpy", "pandas", "scipy", *FILES, *MAPS}
    assert "data_access.commands.verbs" in found


def test_an_answer_loads_no_more_than_it_computes_with(url: str) -> None:
    edition = ["--where", "edicion=ED", "--open-ranking"]
    verbs = (
        ["answer", name, *(edition if "edicion" in QUESTIONS[name].filters else [])]
        for name in sorted(QUESTIONS)
    )
    found = loaded(*verbs, DATABASE_URL=url)

    assert not found & {"scipy.stats", "alembic", "streamlit", *FILES, *MAPS}
    # Student's t and the chances of a rank are what asks for special functions.
    assert {"pandas", "scipy.special"} <= found


def test_a_count_of_people_needs_no_scipy(url: str) -> None:
    found = loaded(["answer", "people.count", "--json"], DATABASE_URL=url)

    assert "scipy" not in found


def test_the_door_of_the_pages_loads_no_reader_of_map_files() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, components.ask; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )

    # Maps are drawn with shapely alone.
    assert not set(done.stdout.split()) & {"scipy", "alembic", *FILES, *MAPS - {"shapely"}}


def test_the_newest_revision_is_the_one_that_alembic_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))

    assert newest_revision() == ScriptDirectory.from_config(config).get_current_head()
