"""Damaged files tried one after another: read, and stored where nothing was said of them."""

from __future__ import annotations

import resource
import shutil
import time
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select

from data_access.database import engine_for, migrate
from data_access.imports.loading import import_files
from data_access.imports.stored import attributes_of, table_of
from data_access.imports.templates import templates
from data_access.viewer import ADMINISTRATOR
from tests.fuzz.damage import LEFT_OUT, Case, damaged, sound, write_csv
from tests.fuzz.strict_reader import misread, rows_said, values_allowed

LONGEST, MOST = 20, 500  # seconds that a file may take, and MB with all that was before
MARGIN = 100  # MB beyond what the process had taken where that is more already
SPOKEN_OF = 25
# Whose rows need what the fuzzer gives nobody: an edition, a company's answer.
UNSTORED = {
    *(*LEFT_OUT, "postulaciones", "jurados", "adopciones", "asignaciones", "puntajes"),
    "encuesta_vacantes",
}


@dataclass(frozen=True)
class Found:
    """What became of a file: what is wrong, if anything, and what it took."""

    seed: int
    about: str
    wrong: str | None
    stored: bool
    seconds: float
    memory: int


class Trial:
    """A database in which the right files are stored, copied for whatever would be stored."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.right = folder, folder / "right.db"
        engine = engine_for(f"sqlite:///{self.right}")
        migrate(engine)
        sheets = [t for t in templates().values() if t.name not in UNSTORED]
        files = [write_csv(folder / f"{one.name}.csv", sound(one)) for one in sheets]
        report = import_files(engine, files, ADMINISTRATOR, accept_warnings=True)
        assert not report.refused, report.errors[:3]
        engine.dispose()
        # A process that tried other things before has taken more for those.
        self.most = max(MOST, _most_memory() + MARGIN)

    def each(self, seeds: Iterable[int]) -> Iterator[Found]:
        """Yield what became of each file."""
        for seed in seeds:
            case = damaged(self.folder, seed)
            began, stored = time.monotonic(), False
            try:
                silent, wrong = misread(case)
                # What is spoken of is stored by nobody; some of it is tried all the same.
                if wrong is None and (silent or seed % SPOKEN_OF == 0):
                    stored, wrong = self._stored(case)
            except Exception:
                wrong = traceback.format_exc()
            seconds = time.monotonic() - began
            memory = _most_memory()
            if wrong is None and (seconds > LONGEST or memory > self.most):
                wrong = f"{seconds:.0f} s, {memory} MB"
            case.path.unlink()
            yield Found(seed, f"{case.template.name} {case.done}", wrong, stored, seconds, memory)

    def _stored(self, case: Case) -> tuple[bool, str | None]:
        """Import a file; return whether it was stored without a word, and what of it is wrong."""
        if case.template.name in UNSTORED:
            return False, None
        path = self.folder / "copy.db"
        shutil.copyfile(self.right, path)
        engine = engine_for(f"sqlite:///{path}")
        try:
            before = _rows(engine, case)
            report = import_files(engine, [case.path], ADMINISTRATOR)
            if report.batch is None:
                after = _rows(engine, case)
                return False, None if after == before else "refused, and yet rows are other ones"
            return True, _differs(before, _rows(engine, case), case)
        finally:
            engine.dispose()


def _most_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _rows(engine: Engine, case: Case) -> dict[Any, dict[str, Any]]:
    """Return the stored rows of the file's sheet by their key."""
    names = [column.attribute for column in case.template.columns]
    key, table = attributes_of(case.template), table_of(case.template)
    with engine.connect() as connection:
        rows = [dict(row._mapping) for row in connection.execute(select(table))]
    return {tuple(r[name] for name in key): {n: r[n] for n in names} for r in rows}


def _differs(
    before: dict[Any, dict[str, Any]], after: dict[Any, dict[str, Any]], case: Case
) -> str | None:
    """Return what is stored that the strict reader would not store; None if nothing."""
    allowed = [
        {c.attribute: values_allowed(said, c, case) for c in case.template.columns}
        for said in rows_said(case)
    ]
    headers = {name for said in rows_said(case) for name in said}
    for key, row in after.items():
        old = before.get(key, {})
        if row == old:
            continue
        # What a file has no column for, it leaves as it was.
        kept = {c.attribute for c in case.template.columns if c.name not in headers}
        if not any(
            all(
                value in one[name] or (name in kept and value == old.get(name, value))
                for name, value in row.items()
            )
            for one in allowed
        ):
            return f"stored {row}, of {allowed}"
    gone = before.keys() - after.keys()
    return f"gone: {gone}" if gone else None
