"""Files as partners make them for themselves, in shapes that no template has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

Rows = Sequence[Sequence[Any]]


def workbook(path: Path, **sheets: Rows) -> Path:
    """A workbook of these rows, cell by cell; a sheet's spaces are written as two underscores."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name.replace("__", " "))
            for down, row in enumerate(rows):
                for right, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(down, right, cell)
    return path


def quarterly_plan(folder: Path) -> Path:
    """Targets by quarter, one of them for three cantons together."""
    return workbook(
        folder / "Plan trimestral 2026.xlsx",
        Plan=[
            ["Plan operativo anual 2026"],
            [],
            ["Indicador", "Cantones", "T1", "T2", "T3", "T4"],
            ["SK-01", "Manta", 10, 20, 30, 40],
            ["Personas capacitadas", "Santo Domingo", 5, None, 7, 8],
            ["JF-01", "Manta, Montecristi y Portoviejo", 30, 60, None, 90],
        ],
    )


def individual_list(folder: Path) -> Path:
    """People with ages and words, and without a version of their consent."""
    return workbook(
        folder / "lista.xlsx",
        Lista=[
            [
                *("ID beneficiario", "Edad", "Género", "País de origen", "Condición migratoria"),
                *("Ciudad", "Fecha de registro", "Fecha de consentimiento", "Observaciones"),
            ],
            ["B-1", 34, "Femenino", "Venezuela", "Migrante", "Manta", "2025-03-02", "2025-03-02"],
            ["B-2", 28, "Masculino", "Colombiana", "Refugiado", "Sto. Domingo", *DAYS, "nota"],
        ],
    )


DAYS = ("2025-03-05", "2025-03-05")


def form_export(folder: Path) -> Path:
    """A form's export with groups, a column for each choice and a repeat group."""
    choices = ("DOCUMENTOS", "COSTO", "NINGUNA")
    return workbook(
        folder / "Encuesta de empresas - all versions.xlsx",
        Encuesta__empresas=[
            [
                *("start", "id/codigo_empresa", "id/estrato", "visita/resultado"),
                *("visita/puestos_ocupados", "visita/dispuesta_contratar"),
                *(f"visita/barreras/{code}" for code in choices),
                *("_id", "_uuid", "_submission_time", "_index"),
            ],
            [
                "2025-03-03T10:00:00-05:00",
                "E-1",
                "E1",
                "COMPLETA",
                5,
                "SI",
                1,
                1,
                0,
                1,
                "u",
                "t",
                1,
            ],
            [
                "2025-03-03T11:00:00-05:00",
                "E-2",
                "E1",
                "COMPLETA",
                3,
                "NO",
                0,
                0,
                1,
                2,
                "v",
                "t",
                2,
            ],
        ],
        vacantes_rep=[
            [
                *("rep/ciuo2", "rep/vacantes", "rep/dificil_cobertura"),
                *("_index", "_parent_table_name", "_parent_index"),
            ],
            ["52", 2, 1, 1, "Encuesta empresas", 1],
            ["51", 1, 0, 2, "Encuesta empresas", 2],
        ],
    )


def reviews(folder: Path, scores: Mapping[tuple[str, str, str], int]) -> Path:
    """Scores as a conference system exports its reviews, one row a score."""
    return workbook(
        folder / "reviews.xlsx",
        reviews=[
            ["Proposal", "Reviewer", "Score category", "Score", "Comment"],
            *([*key, value, "bien"] for key, value in scores.items()),
        ],
    )


def review_export(folder: Path, scores: Mapping[tuple[str, str, str], int]) -> Path:
    """The same as pretalx exports reviews: a column for each category, beside their mean."""
    categories = sorted({criterion for _proposal, _reviewer, criterion in scores})
    reviewed = dict.fromkeys((proposal, reviewer) for proposal, reviewer, _criterion in scores)
    rows = []
    for proposal, reviewer in reviewed:
        own = [scores.get((proposal, reviewer, one)) for one in categories]
        told = [one for one in own if one is not None]
        mean = sum(told) / max(1, len(told))
        rows.append([mean, "bien", *own, proposal, "2026-05-04 10:00", reviewer])
    return workbook(
        folder / "m4sd_reviews.xlsx",
        reviews=[["Score", "Text", *categories, "Proposal ID", "Created", "Reviewer"], *rows],
    )


def case_records(folder: Path, sexes: Sequence[str]) -> Path:
    """People as ActivityInfo exports the records of a form, with what it refers to by parts."""
    return workbook(
        folder / "Registro de participantes.xlsx",
        Registro=[
            [
                *("@id", "Participant code", "Sex", "Year of birth", "Nationality"),
                *("Mobility status", "Canton.Name", "Registration date", "Consent date"),
                *("@lastEditTime",),
            ],
            *(
                [
                    *(f"c{at}xyz", f"AI-{at}", sex, 1990 + at, "VEN", "MIG", "Manta"),
                    *("2025-03-02", "2025-03-02", "2025-03-02T10:00:00Z"),
                ]
                for at, sex in enumerate(sexes, 1)
            ),
        ],
    )
