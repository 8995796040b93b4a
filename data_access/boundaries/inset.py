"""Galápagos beside the mainland on the map of the country, as Ecuador's printed maps have it.

The islands lie 1,000 km out at sea; a view of both would leave the mainland a third of its width.
On the country's map, and only there, they are moved east into a frame off the northern coast, at
the same scale. Darwin and Wolf, two rocks far to the north, are left out of the frame.
"""

from __future__ import annotations

import shapely
from shapely.affinity import translate

GALAPAGOS = "20"
ISLANDS = shapely.box(-92.0, -1.6, -89.1, 0.8)
EAST, NORTH = 8.35, 0.75  # degrees; by the equator these are as long in either place
FRAME = translate(ISLANDS, EAST, NORTH)


def moved(islands: shapely.Geometry) -> shapely.Geometry:
    """The islands as they stand in the frame."""
    main = [part for part in shapely.get_parts(islands) if part.intersects(ISLANDS)]
    return translate(shapely.union_all(main), EAST, NORTH)
