"""What is heavy is loaded where it is used: the command line starts at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from data_access.answers import QUESTIONS
from data_access.database import MIGRATIONS, engine_for, newest_revision
from tests import databases
from tests.data_access.imports.juries import bring, worked
from tests.data_access.measures.awards.worked import NOISY

FILES = {"xlsxwriter", "python_calamine", "openpyxl", "fsspec"}
MAPS = {"geopandas", "pyogrio", "shapely", "topojson"}
# Runs verbs as programs one after another, then says which modules are there, how often all that
# was loaded was searched for garbage, and, last of all that it does, whether its end searches it.
RUN = """
import atexit, contextlib, gc, io, json, runpy, sys
@atexit.register
def tell():
    searches = gc.get_stats()[2]["collections"]
    print(json.dumps([sorted(sys.modules), searches, gc.get_freeze_count() == 0]))
for arguments in json.loads(sys.argv[1]):
    sys.argv = ["data_access", *arguments]
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            runpy.run_module("data_access", run_name="__main__")
        except SystemExit as end:
            assert end.code == (2 if arguments == ["no-such-verb"] else 0), arguments
"""


def ran(*verbs: list[str], **environment: str) -> tuple[set[str], int]:
    """The modules that a fresh interpreter holds after running verbs, and its whole searches."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(verbs)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    modules, searches, at_its_end = json.loads(done.stdout)
    return set(modules), searches + at_its_end


def loaded(*verbs: list[str], **environment: str) -> set[str]:
    """The modules that a fresh interpreter holds after running verbs."""
    return ran(*verbs, **environment)[0]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A programme that these tests only read, with a jury."""
    folder = tmp_path_factory.mktemp("everything")
    address = databases.sqlite_copy("outcomes", folder / "everything.db")
    engine = engine_for(address)
    assert bring(engine, folder / "jury.xlsx", worked(NOISY)).errors == []
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


def test_a_count_of_people_needs_no_scipy_and_no_search_of_all_that_it_loads(url: str) -> None:
    found, searches = ran(["answer", "people.count", "--json"], DATABASE_URL=url)

    assert "scipy" not in found
    assert searches == 0


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
