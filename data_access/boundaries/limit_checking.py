"""Checks of official limits: every place once, valid areas, within Ecuador, no overlaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import shapely

from data_access import territory
from data_access.boundaries.boundary_refusal import BoundaryError, listing, named
from data_access.boundaries.codes import CANTON, Codes
from data_access.boundaries.map_reading import MapLayer
from data_access.language import Text

METRES = 32717  # UTM 17 south, the projection of Ecuador's official maps
SLIVER_M = 200  # neighbours simplified apart overlap a little; narrower than this is tolerated
STRAY_M = 5_000  # how far an area may lie from where its place is known to be
SAME_AREA = 1e-4  # a repair that changes an area by a larger part is not trusted
# With the sea around Galápagos, and some room for maps that follow other coastlines.
ECUADOR = shapely.box(-92.8, -5.6, -74.7, 2.3)


def check(found: MapLayer) -> tuple[gpd.GeoSeries, tuple[Text, ...]]:
    """Return the areas of a valid map by DPA code, and the repairs made.

    Raise BoundaryError if the map is not valid. The areas are in EPSG:4326. Faults are reported
    together as far as they are independent: codes first, then each area by itself, then how they
    lie beside each other.
    """
    _refuse(_wrong_codes(found.codes))
    areas = gpd.GeoSeries(found.frame.geometry.to_numpy(), index=list(found.codes.codes), crs=4326)
    _refuse(_not_areas(areas))
    areas, mended = _mend(areas)
    _refuse(_outside(areas))
    _refuse(_misplaced(areas, found.codes.level))
    _refuse(_overlapping(areas))
    if not mended:
        return areas, ()
    return areas, (Text("Se corrigió el trazado de: {places}.", places=named(mended)),)


def expected(level: str) -> tuple[str, ...]:
    """Return the places that a map of a level must have; undelimited zones are optional."""
    return territory.CANTONS if level == CANTON else territory.PROVINCES


def _refuse(faults: Iterator[Text]) -> None:
    texts = tuple(faults)
    if texts:
        raise BoundaryError(*texts)


def _wrong_codes(codes: Codes) -> Iterator[Text]:
    unknown = [
        f"{cell or '—'} ({row})"
        for row, (code, cell) in enumerate(zip(codes.codes, codes.cells, strict=True), start=1)
        if code is None
    ]
    if unknown:
        yield Text(
            "La columna {column} tiene códigos que no son de la DPA; código y fila: {codes}. "
            "Corríjalos o quite esas filas.",
            column=codes.column,
            codes=listing(unknown),
        )
    counts = Counter(code for code in codes.codes if code)
    repeated = [code for code, count in counts.items() if count > 1]
    if repeated:
        yield Text(
            "Hay más de una fila para: {places}. Deje una fila por lugar; si es un mapa de "
            "parroquias, dé el de cantones.",
            places=named(repeated),
        )
    missing = [code for code in expected(codes.level) if code not in counts]
    if missing and codes.level == CANTON:
        yield Text(
            "Falta {count} de los 221 cantones: {places}. Agréguelo al mapa.",
            "Faltan {count} de los 221 cantones: {places}. Agréguelos al mapa.",
            len(missing),
            places=named(missing),
        )
    elif missing:
        yield Text(
            "Falta {count} de las 24 provincias: {places}. Agréguela al mapa.",
            "Faltan {count} de las 24 provincias: {places}. Agréguelas al mapa.",
            len(missing),
            places=named(missing),
        )


def _not_areas(areas: gpd.GeoSeries) -> Iterator[Text]:
    empty = areas.index[areas.isna() | areas.is_empty]
    if len(empty):
        yield Text("No tienen trazado: {places}. Dibújelos en el mapa.", places=named(empty))
    drawn = areas[~(areas.isna() | areas.is_empty)]
    other = drawn.index[~drawn.geom_type.isin(["Polygon", "MultiPolygon"])]
    if len(other):
        yield Text(
            "Son puntos o líneas y deben ser áreas (polígonos): {places}.", places=named(other)
        )
    endless = drawn.index[~np.isfinite(drawn.bounds).all(axis=1)]
    if len(endless):
        yield Text("Tienen coordenadas que no son números: {places}.", places=named(endless))


def _mend(areas: gpd.GeoSeries) -> tuple[gpd.GeoSeries, list[str]]:
    """Repair areas that are drawn badly but whose ground is unambiguous."""
    # Heights and measures play no part in a map.
    flat = gpd.GeoSeries(shapely.force_2d(areas.to_numpy()), index=areas.index, crs=4326)
    broken = list(flat.index[~flat.is_valid])
    doubtful = []
    for code in broken:
        repaired = shapely.make_valid(flat[code], method="structure", keep_collapsed=False)
        # A crossing outline encloses some ground backwards: its area and the repaired one differ.
        same = np.isclose(repaired.area, flat[code].area, rtol=SAME_AREA)
        if same and repaired.geom_type in ("Polygon", "MultiPolygon"):
            flat[code] = repaired
        else:
            reason = shapely.is_valid_reason(flat[code])
            doubtful.append((code, reason))
    _refuse(
        Text(
            "El trazado de {place} no es válido y no se puede corregir sin adivinar ({reason}). "
            "Corríjalo, por ejemplo con «Corregir geometrías» de QGIS.",
            place=named([code]),
            reason=reason,
        )
        for code, reason in doubtful
    )
    return flat, broken


def _outside(areas: gpd.GeoSeries) -> Iterator[Text]:
    outside = areas.index[~areas.covered_by(ECUADOR)]
    if len(outside):
        yield Text(
            "Quedan fuera del Ecuador: {places}. Revise el sistema de coordenadas del archivo.",
            places=named(outside),
        )


def _misplaced(areas: gpd.GeoSeries, level: str) -> Iterator[Text]:
    """Yield a message for areas that lie elsewhere than the place of their code: swapped codes."""
    codes = list(expected(level))
    known = [territory.place(code) for code in codes]
    points = gpd.GeoSeries.from_xy(
        [place.lon for place in known], [place.lat for place in known], index=codes, crs=4326
    )
    ours = areas[codes]
    away = points.to_crs(METRES).distance(ours.to_crs(METRES))
    for code in away.index[away > STRAY_M]:
        yield Text(
            "El área con el código {place} está a {distance} km de ese lugar: revise los códigos.",
            place=named([code]),
            distance=round(away[code] / 1000),
        )
    inside, around = shapely.STRtree(ours.to_numpy()).query(points.to_numpy(), predicate="within")
    lies_in = {(codes[i], codes[j]) for i, j in zip(inside, around, strict=True)}
    for one, other in sorted(lies_in):
        if one < other and (other, one) in lies_in and away[[one, other]].max() <= STRAY_M:
            yield Text(
                "Los códigos de {one} y {other} están cambiados entre sí.",
                one=named([one]),
                other=named([other]),
            )


def _overlapping(areas: gpd.GeoSeries) -> Iterator[Text]:
    shapes = areas.to_numpy()
    # Neighbours that share their edges exactly cannot overlap: only the others are compared.
    edges = shapely.coverage_invalid_edges(shapes)
    suspects = np.flatnonzero(~shapely.is_empty(edges))
    tree = shapely.STRtree(shapes[suspects])
    left, right = tree.query(shapes[suspects], predicate="intersects")
    first = left < right
    pairs = np.column_stack([suspects[left[first]], suspects[right[first]]])
    common = gpd.GeoSeries(
        shapely.intersection(shapes[pairs[:, 0]], shapes[pairs[:, 1]]), crs=4326
    ).to_crs(METRES)
    # Only ground with room for a circle of that width counts: smaller parts need no closer look.
    parts = common.explode()
    roomy = parts[parts.area >= np.pi * (SLIVER_M / 2) ** 2]
    wide = roomy.index[~roomy.buffer(-SLIVER_M / 2).is_empty]
    for i in sorted(set(wide)):
        one, other = (areas.index[k] for k in pairs[i])
        yield Text(
            "{one} y {other} se superponen en {area} km²; se toleran franjas de hasta {width} m. "
            "Corrija el límite común.",
            one=named([one]),
            other=named([other]),
            area=round(common.iloc[i].area / 1e6, 2),
            width=SLIVER_M,
        )
