"""A map says that islands stand in a frame only where it opens on them."""

from __future__ import annotations

from types import SimpleNamespace

import shapely

from components.map_view import shows_inset

FRAME = shapely.box(-83.0, -5.0, -81.5, -3.5)


def test_the_frame_is_spoken_of_only_where_it_is_seen() -> None:
    frame = SimpleNamespace(role="frame", geometry=shapely.to_geojson(FRAME))
    country = SimpleNamespace(context=[frame])

    assert shows_inset(country, (-83.5, -5.5, -75.0, 1.5))
    assert not shows_inset(country, (-81.2, -2.0, -78.5, 0.5))
    assert not shows_inset(SimpleNamespace(context=[]), (-83.5, -5.5, -75.0, 1.5))
