"""The inset of Galápagos beside the mainland on the map of the country.

The islands lie 1,000 km out at sea; a view of both would leave the mainland a third of its width.
On the country's map, and only there, they are drawn smaller in a frame in the empty south-east
corner, which takes no space from the mainland. Darwin and Wolf, two rocks far to the north, are
left out.
"""

from __future__ import annotations

import shapely
from shapely.affinity import scale, translate

GALAPAGOS = "20"
ISLANDS = shapely.box(-92.0, -1.6, -89.1, 0.8)
SMALLER = 0.7
CORNER = (-75.22, -5.0)  # the mainland's easternmost and southernmost degrees


def _placed(area: shapely.Geometry) -> shapely.Geometry:
    _, south, east, _ = ISLANDS.bounds
    small = scale(area, SMALLER, SMALLER, origin=(east, south))
    return translate(small, CORNER[0] - east, CORNER[1] - south)


FRAME = _placed(ISLANDS)


def moved(islands: shapely.Geometry) -> shapely.Geometry:
    """Return the islands as drawn in the frame."""
    main = [part for part in shapely.get_parts(islands) if part.intersects(ISLANDS)]
    return _placed(shapely.union_all(main))
