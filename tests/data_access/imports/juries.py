"""A paper jury as a person writes it down: every sheet of an edition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from data_access.imports.loading import import_files
from data_access.imports.reports import Report
from data_access.viewer import ADMINISTRATOR
from tests.data_access.imports.books import filled
from tests.data_access.measures.awards.worked import EXACT, JURORS, NOMINATIONS

Sheets = dict[str, list[dict[str, Any]]]


def edition(code: str = "ED", **changes: Any) -> dict[str, Any]:
    """A row of `ediciones`, long closed; scores are whole points from 0 to 100."""
    return {
        "edicion": code,
        "premio": "EMPRESAS",
        "nombre": f"Edición {code}",
        "apertura": dt.date(2025, 1, 6),
        "cierre_postulaciones": dt.date(2025, 2, 28),
        "cierre_puntajes": dt.date(2025, 4, 30),
        "puntaje_min": 0,
        "puntaje_max": 100,
        "paso": 1,
        "jurados_minimo": 3,
        "fecha_resultado": None,
        **changes,
    }


def still_open(code: str = "ED", **changes: Any) -> dict[str, Any]:
    """An edition whose jury is at work now."""
    today = dt.date.today()
    return edition(
        code,
        apertura=today - dt.timedelta(days=30),
        cierre_postulaciones=today - dt.timedelta(days=10),
        cierre_puntajes=today + dt.timedelta(days=10),
        **changes,
    )


def criterion(code: str = "total", weight: Any = 100, order: int = 1, of: str = "ED") -> Any:
    """A row of `criterios`."""
    return {
        "edicion": of,
        "criterio": code,
        "nombre": f"Criterio {code}",
        "peso": weight,
        "orden": order,
    }


def nomination(code: str, of: str = "ED", **changes: Any) -> dict[str, Any]:
    """A row of `postulaciones`, eligible."""
    return {
        "edicion": of,
        "codigo_postulacion": code,
        "nombre": f"Práctica {code}",
        "organizacion": f"Organización {code}",
        "codigo_empresa": None,
        "canton": "1308",
        "resumen": "Contrata, capacita y acompaña.",
        "elegible": "SI",
        **changes,
    }


def score(
    nominated: str, juror: str, value: Any, criterio: str = "total", of: str = "ED", **changes: Any
) -> dict[str, Any]:
    """A row of `puntajes`."""
    return {
        "edicion": of,
        "codigo_postulacion": nominated,
        "codigo_jurado": juror,
        "criterio": criterio,
        "puntaje": value,
        "no_evaluable": "NO" if value is not None else "SI",
        **changes,
    }


def jury(
    scores: Iterable[Mapping[str, Any]],
    of: str = "ED",
    criteria: list[dict[str, Any]] | None = None,
    **changes: Any,
) -> Sheets:
    """All sheets of an edition with these scores, its nominations and jurors taken from them."""
    rows = [dict(row) for row in scores]
    names = sorted({row["codigo_postulacion"] for row in rows})
    readers = sorted({row["codigo_jurado"] for row in rows})
    return {
        "ediciones": [edition(of, **changes)],
        "criterios": criteria or [criterion(of=of)],
        "postulaciones": [nomination(name, of) for name in names],
        "jurados": [{"edicion": of, "codigo_jurado": reader} for reader in readers],
        "puntajes": rows,
    }


def worked(points: Iterable[float] = EXACT, of: str = "ED", **changes: Any) -> Sheets:
    """The worked examples of METHODS §5."""
    return jury(
        [score(n, j, y, of=of) for n, j, y in zip(NOMINATIONS, JURORS, points, strict=True)],
        of,
        **changes,
    )


def bring(engine: Engine, path: Path, sheets: Sheets, accept: bool = True) -> Report:
    """Import the sheets as one workbook."""
    return import_files(engine, [filled(path, **sheets)], ADMINISTRATOR, accept_warnings=accept)
