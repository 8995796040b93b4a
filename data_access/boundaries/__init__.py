"""Limits of places: taking official ones from a file, and giving a map what it draws."""

from data_access.boundaries.refusal import BoundaryError
from data_access.boundaries.serving import Shape, Shapes, shapes
from data_access.boundaries.storing import BoundaryReport, import_boundaries

__all__ = [
    "BoundaryError",
    "BoundaryReport",
    "Shape",
    "Shapes",
    "import_boundaries",
    "shapes",
]
