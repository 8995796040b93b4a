"""The synthetic awards: two published editions, one being judged, one open call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from random import Random

from data_access.awards.rubrics import ready
from data_access.demo.demo_awards_story import COMPANIES, ENTITIES, LENIENCE, Practice

Row = dict[str, object]
Sheets = dict[str, list[Row]]
OPEN = "EMP-2026"
CALLING = "ENT-2026"  # takes nominations
DEMO_SEAT = "J-42"  # the demo's one-click juror
NOISE = 0.42
# Nominations that the demo juror judges, is recused from, and has not declared on yet.
OWN = ("P-W5T9C", "P-B2H6R", "P-M9D4J", "P-Q6V3E", "P-Z8F5U")
RECUSED = "P-3XN8A"


def sheets(chance: Random, today: dt.date) -> Sheets:
    """Return rows of the seven sheets of the awards; the open edition's dates surround `today`."""
    found: Sheets = {
        name: []
        for name in (
            *("ediciones", "criterios", "postulaciones", "jurados"),
            *("asignaciones", "puntajes", "adopciones"),
        )
    }
    closed = (dt.date(2024, 3, 4), dt.date(2024, 4, 30), dt.date(2024, 6, 14))
    _edition(found, "EMP-2024", "EMPRESAS", "Premio municipal 2024 (sintético)", closed)
    _edition(found, "ENT-2024", "ENTIDADES", "Migración y desarrollo 2024 (sintético)", closed)
    at_work = tuple(today + dt.timedelta(days=days) for days in (-60, -12, 30))
    _edition(found, OPEN, "EMPRESAS", "Premio municipal 2026 (sintético)", at_work)
    calling = tuple(today + dt.timedelta(days=days) for days in (-20, 40, 85))
    _edition(found, CALLING, "ENTIDADES", "Migración y desarrollo 2026 (sintético)", calling)
    _nominated(found, "EMP-2024", COMPANIES)
    _nominated(found, "ENT-2024", ENTITIES)
    _nominated(found, OPEN, COMPANIES, ineligible=("P-K5A2W",))
    seats = list(LENIENCE)
    for practices, edition, award in (
        (COMPANIES, "EMP-2024", "EMPRESAS"),
        (ENTITIES, "ENT-2024", "ENTIDADES"),
    ):
        _jury(found, edition, seats)
        for at, practice in enumerate(practices):
            # Five of seven jurors each, in turn, so that the design is connected and even.
            readers = [seats[(at + step) % len(seats)] for step in range(5)]
            _scored(found, chance, edition, award, practice, readers)
    _at_work(found, chance, seats)
    _adopted(found)
    return found


def _edition(found: Sheets, code: str, award: str, name: str, days: Iterable[dt.date]) -> None:
    opened, nominations, scores = (day.isoformat() for day in days)
    found["ediciones"].append(
        {
            "edicion": code,
            "premio": award,
            "nombre": name,
            "apertura": opened,
            "cierre_postulaciones": nominations,
            "cierre_puntajes": scores,
            "puntaje_min": 1,
            "puntaje_max": 5,
            "paso": 1,
            "jurados_minimo": 3,
        }
    )
    for at, criterion in enumerate(ready(award).criteria, start=1):
        found["criterios"].append(
            {
                "edicion": code,
                "criterio": criterion.code,
                "nombre": criterion.name,
                "peso": criterion.weight,
                "orden": at,
            }
        )


def _nominated(
    found: Sheets, edition: str, practices: Iterable[Practice], ineligible: tuple[str, ...] = ()
) -> None:
    for practice in practices:
        found["postulaciones"].append(
            {
                "edicion": edition,
                "codigo_postulacion": practice.code,
                "nombre": practice.title,
                "organizacion": practice.organisation,
                "canton": practice.canton,
                "resumen": practice.summary,
                "elegible": "NO" if practice.code in ineligible else "SI",
            }
        )


def _jury(found: Sheets, edition: str, seats: Iterable[str]) -> None:
    found["jurados"] += [{"edicion": edition, "codigo_jurado": seat} for seat in seats]


def _scored(
    found: Sheets,
    chance: Random,
    edition: str,
    award: str,
    practice: Practice,
    readers: Iterable[str],
) -> None:
    for reader in readers:
        for criterion in ready(award).criteria:
            believed = practice.quality + practice.bent.get(criterion.code, 0) + LENIENCE[reader]
            value = min(5, max(1, round(chance.gauss(believed, NOISE))))
            found["puntajes"].append(
                {
                    "edicion": edition,
                    "codigo_postulacion": practice.code,
                    "codigo_jurado": reader,
                    "criterio": criterion.code,
                    "puntaje": value,
                    "no_evaluable": "NO",
                }
            )


def _at_work(found: Sheets, chance: Random, seats: list[str]) -> None:
    """Fill the edition being judged: about half of the sheets, and none of the demo juror's."""
    others = [seat for seat in seats if seat != DEMO_SEAT]
    _jury(found, OPEN, seats)
    for at, practice in enumerate(COMPANIES[:-1]):
        readers = [others[(at + step) % len(others)] for step in range(4)]
        conflicts: Mapping[str, str] = dict.fromkeys(readers, "NO")
        if practice.code in OWN or practice.code == RECUSED:
            conflicts = {**conflicts, DEMO_SEAT: "SI" if practice.code == RECUSED else "NR"}
        for reader, conflict in conflicts.items():
            found["asignaciones"].append(
                {
                    "edicion": OPEN,
                    "codigo_postulacion": practice.code,
                    "codigo_jurado": reader,
                    "conflicto": conflict,
                }
            )
        _scored(found, chance, OPEN, "EMPRESAS", practice, readers[: 1 + at % 3])


def _adopted(found: Sheets) -> None:
    for edition, code, institution, place, day in (
        ("ENT-2024", "P-H2R8Q", "Mancomunidad Valle del Sol", "2301", "2024-11-20"),
        ("ENT-2024", "P-H2R8Q", "Consejo de Participación Puerto Sereno", "1301", "2025-02-10"),
        ("ENT-2024", "P-6TXM3", "Empresa Pública Mercados del Litoral", "1308", "2025-03-05"),
        ("EMP-2024", "P-7KQ2M", "Conservas Brisa del Norte", "1309", "2024-12-02"),
    ):
        found["adopciones"].append(
            {
                "edicion": edition,
                "codigo_postulacion": code,
                "institucion": institution,
                "territorio": place,
                "fecha": day,
            }
        )
