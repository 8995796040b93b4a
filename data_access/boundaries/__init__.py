"""Limits of places: taking official ones from a file, and giving a map what it draws."""

from data_access.boundaries.limit_storing import BoundaryReport, import_boundaries
from data_access.boundaries.refusal import BoundaryError
from data_access.boundaries.serving import Shape, Shapes, shapes

__all__ = [
    "BoundaryError",
    "BoundaryReport",
    "Shape",
    "Shapes",
    "import_boundaries",
    "shapes",
]
