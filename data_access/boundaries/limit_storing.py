"""Import of official limits from a file: read, check, simplify, store; all or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import shapely
from sqlalchemy import Connection, Engine, delete, insert, select

from data_access import territory
from data_access.boundaries.boundary_refusal import BoundaryError, named
from data_access.boundaries.codes import CANTON
from data_access.boundaries.limit_checking import check
from data_access.boundaries.map_process import read_apart
from data_access.boundaries.simplifying import simplify, to_json
from data_access.language import Text
from data_access.tables import Boundary
from data_access.transaction import UNLOGGED, transaction

Progress = Callable[[Text], None]


@dataclass(frozen=True)
class BoundaryReport:
    """The result of importing limits: how many of each were stored, and notes on them."""

    level: str
    cantons: int
    provinces: int
    zones: tuple[str, ...]
    column: str
    layer: str
    characters: int
    source: str
    notes: tuple[Text, ...]

    @property
    def text(self) -> Text:
        """The outcome in a sentence."""
        if self.level == CANTON:
            return Text(
                "Se guardaron los límites de {cantons} cantones y {provinces} provincias.",
                cantons=self.cantons,
                provinces=self.provinces,
            )
        return Text("Se guardaron los límites de {provinces} provincias.", provinces=self.provinces)


def import_boundaries(
    engine: Engine,
    path: Path | str,
    *,
    source: str | None = None,
    licence: str | None = None,
    retrieved: dt.date | None = None,
    progress: Progress = lambda step: None,
) -> BoundaryReport:
    """Replace the stored limits of the same places by those in a file.

    `path`: GeoJSON, GeoPackage, shapefile, or a zip or folder with one, of all cantons or all
    provinces with DPA codes. `source` (default: the file's name) and `licence` are shown on the
    maps. Raises BoundaryError, and then nothing has changed. Moves the version of "territory".
    """
    path = Path(path)
    progress(Text("Leyendo el mapa…"))
    found = read_apart(path)
    progress(Text("Revisando los límites…"))
    areas, mended = check(found)
    progress(Text("Simplificando…"))
    limits = with_wholes(_simplified(areas), found.codes.level)
    origin = source or path.name
    rows = [
        {
            "territory_code": code,
            "geometry": to_json(shape),
            "source": origin,
            "licence": licence,
            "retrieved": retrieved,
        }
        for code, shape in limits.items()
    ]
    progress(Text("Guardando…"))
    # Another import of limits waits until this one is committed.
    with transaction(engine, UNLOGGED, touches=("territory",), exclusive=True) as connection:
        replace(connection, rows)
        without = cantons_missing(connection)
    kinds = [territory.level(code) for code in limits.index]
    zones = tuple(code for code in territory.ZONES if code in limits.index)
    return BoundaryReport(
        level=found.codes.level,
        cantons=kinds.count("canton"),
        provinces=kinds.count("province"),
        zones=zones,
        column=found.codes.column,
        layer=found.layer,
        characters=sum(len(str(row["geometry"])) for row in rows),
        source=origin,
        notes=(*found.notes, *mended, *_about_zones(zones), *without),
    )


def _simplified(areas: gpd.GeoSeries) -> gpd.GeoSeries:
    try:
        small = simplify(areas)
    except shapely.GEOSException as error:
        raise BoundaryError(
            Text(
                "El mapa no se puede simplificar ({reason}). Corríjalo con «Corregir geometrías» "
                "de QGIS y vuelva a darlo.",
                reason=str(error),
            )
        ) from None
    gone = small.index[small.is_empty]
    if len(gone):
        raise BoundaryError(
            Text(
                "Son demasiado pequeños para el mapa: {places}. Revise su trazado.",
                places=named(gone),
            )
        )
    return small


def with_wholes(areas: gpd.GeoSeries, level: str) -> gpd.GeoSeries:
    """Return the areas with those composed of them: provinces, all zones, Manabí without Manta."""
    if level != CANTON:
        return areas
    parts = {code: territory.cantons_of(code) for code in (*territory.PROVINCES, *territory.RESTS)}
    parts["90"] = tuple(code for code in territory.ZONES if code in areas.index)
    wholes = {
        code: shapely.coverage_union_all(areas[list(inside)].to_numpy())
        for code, inside in parts.items()
        if inside
    }
    shapes = {**dict(areas.items()), **wholes}
    return gpd.GeoSeries(list(shapes.values()), index=list(shapes), crs=areas.crs)


def replace(connection: Connection, rows: list[dict[str, object]]) -> None:
    """Replace the stored limits of the same places by these.

    A map of cantons brings their provinces too, and so replaces everything.
    """
    codes = [row["territory_code"] for row in rows]
    connection.execute(delete(Boundary).where(Boundary.territory_code.in_(codes)))
    connection.execute(insert(Boundary), rows)


def cantons_missing(connection: Connection) -> tuple[Text, ...]:
    """Return a note where the limits of cantons are still missing."""
    stored = set(connection.execute(select(Boundary.territory_code)).scalars())
    if stored.issuperset(territory.CANTONS):
        return ()
    return (Text("Los cantones se dibujan como círculos hasta que dé sus límites."),)


def _about_zones(zones: tuple[str, ...]) -> tuple[Text, ...]:
    if not zones:
        return ()
    return (
        Text(
            "Se dibujan las zonas no delimitadas {places}; no cuentan como cantones.",
            places=named(zones),
        ),
    )
