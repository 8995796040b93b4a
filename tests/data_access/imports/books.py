"""Workbooks as a person fills them: the blank template, opened and written into."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from data_access.imports.blank_templates import blank
from tests.data_access.answers.example import REFERENCE_DATE, STRATA

Rows = Sequence[Mapping[str, Any]]


def filled(path: Path, **sheets: Rows) -> Path:
    """The template with these rows under its headers; columns not named stay empty."""
    book = _template(tuple(sheets))
    try:
        for name, rows in sheets.items():
            sheet = book[name]
            headers = [cell.value for cell in sheet[1]]
            for down, row in enumerate(rows, start=2):
                for header, value in row.items():
                    sheet.cell(down, headers.index(header) + 1, value)
        book.save(path)
    finally:
        for name in sheets:
            book[name].delete_rows(2, book[name].max_row)
    return path


@cache
def _template(names: tuple[str, ...]) -> openpyxl.Workbook:
    """The blank template of some sheets, opened once: whoever writes into it empties it again."""
    book = openpyxl.load_workbook(BytesIO(blank(names)))
    assert all(book[name].max_row == 1 for name in names)
    return book


def person(code: str, **changes: Any) -> dict[str, Any]:
    """A complete row of `personas`."""
    return {
        "codigo_persona": code,
        "anio_nacimiento": 1990,
        "sexo": "M",
        "nacionalidad": "VEN",
        "situacion_movilidad": "MIG",
        "canton_residencia": "1308",
        "ciuo2": "51",
        "fecha_registro": dt.date(2025, 3, 3),
        "fecha_consentimiento": dt.date(2025, 3, 3),
        "version_consentimiento": "1",
        **changes,
    }


def company(code: str, **changes: Any) -> dict[str, Any]:
    """A complete row of `empresas`."""
    return {
        "codigo_empresa": code,
        "tamano": "MICRO",
        "ciiu": "G",
        "canton": "1308",
        **changes,
    }


def vacancy(code: str, **changes: Any) -> dict[str, Any]:
    """A row of `vacantes` of the company E-1."""
    return {
        "codigo_vacante": code,
        "codigo_empresa": "E-1",
        "ciuo2": "51",
        "canton": "1308",
        "canal": "BOLSA",
        "plazas": 2,
        "fecha_apertura": dt.date(2025, 3, 3),
        **changes,
    }


def worked_survey() -> dict[str, list[dict[str, Any]]]:
    """The survey of METHODS §2, sheet by sheet."""
    sheets: dict[str, list[dict[str, Any]]] = {
        "empresas": [],
        "encuestas": [
            {
                "encuesta": "ENC",
                "nombre": "Encuesta de Manta 2025",
                "fecha_referencia": REFERENCE_DATE,
                "diseno": "PROBABILISTICO",
            }
        ],
        "estratos": [],
        "encuesta_empresas": [],
        "encuesta_vacantes": [],
    }
    for stratum, (size, universe, vacancies, occupied, hard) in STRATA.items():
        sheets["estratos"].append(
            {"encuesta": "ENC", "estrato": stratum, "nombre": stratum, "universo": universe}
        )
        for i, (v, o, h) in enumerate(zip(vacancies, occupied, hard, strict=True)):
            code = f"{stratum}-{i}"
            sheets["empresas"].append(company(code, tamano=size))
            sheets["encuesta_empresas"].append(
                {
                    "encuesta": "ENC",
                    "codigo_empresa": code,
                    "estrato": stratum,
                    "resultado": "COMPLETA",
                    "puestos_ocupados": o,
                    "dispuesta_contratar": "SI" if i % 2 == 0 else "NO",
                    "barreras": "DOCUMENTOS;COSTO" if i % 3 == 0 else "NINGUNA",
                }
            )
            if v:
                sheets["encuesta_vacantes"].append(
                    {
                        "encuesta": "ENC",
                        "codigo_empresa": code,
                        "ciuo2": "51",
                        "vacantes": v,
                        "dificil_cobertura": h,
                    }
                )
    return sheets
