"""Limits of places: what a map draws; `limit_storing` imports official ones from a file.

Serving imports no reader of map files: only `limit_storing` does.
"""

from data_access.boundaries.serving import Shape, Shapes, shapes

__all__ = ["Shape", "Shapes", "shapes"]
