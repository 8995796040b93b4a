"""Places and how they nest: country, provinces, cantons, undelimited zones, Manabí without Manta.

The list is `assets/reference/territory.csv`. Manta (1308) lies inside Manabí (13): places that
overlap are never added up (METHODS §0).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data_access.language import DEFAULT, Title

if TYPE_CHECKING:
    from sqlalchemy import Connection

REFERENCE = Path(__file__).parent.parent / "assets" / "reference" / "territory.csv"
COUNTRY = "EC"


@dataclass(frozen=True)
class Place:
    """A place: `lon`, `lat` in degrees (EPSG:4326) are where a circle for it is drawn."""

    code: str
    level: str
    parent_code: str | None
    name: Title
    lon: float | None
    lat: float | None
    area_km2: float | None


def _read() -> dict[str, Place]:
    def number(cell: str) -> float | None:
        return float(cell) if cell else None

    with REFERENCE.open(encoding="utf-8", newline="") as rows:
        return {
            row["code"]: Place(
                code=row["code"],
                level=row["level"],
                parent_code=row["parent"] or None,
                name=Title(es=row["name"], en=row["name_en"] or row["name"]),
                lon=number(row["lon"]),
                lat=number(row["lat"]),
                area_km2=number(row["area_km2"]),
            )
            for row in csv.DictReader(rows)
        }


PLACES = _read()  # parents before children
PROVINCES = tuple(code for code, place in PLACES.items() if place.level == "province")
CANTONS = tuple(code for code, place in PLACES.items() if place.level == "canton")
# The undelimited zones; "90", their common code, is no area of its own.
ZONES = tuple(
    code for code, place in PLACES.items() if place.level == "zone" and place.parent_code == "90"
)
# Provinces less one canton, for standing beside it.
RESTS = {"13R": "1308"}


def is_known(code: str) -> bool:
    """Return whether a code stands for a place of `territory.csv`."""
    return code in PLACES


def place(code: str) -> Place:
    """Return all that is known of a place; raise KeyError for an unknown code."""
    return PLACES[code]


def name(code: str) -> Title:
    """Return a place's name, as text in both languages."""
    return PLACES[code].name


def level(code: str) -> str:
    """Return `country`, `province`, `canton`, `zone` or `rest`."""
    return PLACES[code].level


def parent(code: str) -> str | None:
    """Return the place that a place lies in; None above the country."""
    return PLACES[code].parent_code


def ancestors(code: str) -> tuple[str, ...]:
    """Return every place that a place lies in, nearest first: 1308 -> 13, EC."""
    above = parent(code)
    return () if above is None else (above, *ancestors(above))


def province(code: str) -> str | None:
    """Return the province that a place is or lies in; None for the country."""
    return next((c for c in (code, *ancestors(code)) if level(c) == "province"), None)


def children(code: str) -> tuple[str, ...]:
    """Return the rows of a breakdown.

    These are the provinces of the country, the cantons of a province, or else the place itself.
    """
    inside = {"EC": PROVINCES, "90": ZONES}.get(code, ())
    return inside or (cantons_of(code) if level(code) == "province" else (code,))


def cantons_of(code: str) -> tuple[str, ...]:
    """Return the cantons that a place is made of.

    A zone is made of none, `13R` of those of 13 but Manta.
    """
    kind = level(code)
    if kind == "country":
        return CANTONS
    if kind == "canton":
        return (code,)
    if kind == "rest":
        return tuple(c for c in cantons_of(str(parent(code))) if c != RESTS[code])
    return tuple(c for c in CANTONS if parent(c) == code)


def is_within(code: str, place: str) -> bool:
    """Return whether a place is another one, or one of its cantons; in the country every one is."""
    return place in (COUNTRY, code) or code in cantons_of(place)


def ground(code: str) -> frozenset[str]:
    """Return the cantons and undelimited zones that a place covers: what two places can share."""
    zones = (z for z in ZONES if code == z or code in ancestors(z))
    return frozenset((*cantons_of(code), *zones))


def seed(connection: Connection) -> int:
    """Bring the table of places in line with the reference; return how many rows were written.

    A place that left the reference stays, since figures may still refer to it.
    """
    from sqlalchemy import insert, select, update

    from data_access.tables import Territory

    rows = connection.execute(select(Territory.__table__)).mappings()
    stored = {str(row["code"]): dict(row) for row in rows}
    written = 0
    for code, known in PLACES.items():
        row: dict[str, Any] = {**vars(known), "name": known.name.to(DEFAULT)}
        if code not in stored:
            connection.execute(insert(Territory).values(row))
        elif stored[code] != row:
            connection.execute(update(Territory).where(Territory.code == code).values(row))
        else:
            continue
        written += 1
    return written
