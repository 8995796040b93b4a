"""Limits of places: giving a map what it draws; `storing` takes official ones from a file.

Drawing loads no reader of files: only `storing` does.
"""

from data_access.boundaries.serving import Shape, Shapes, shapes

__all__ = ["Shape", "Shapes", "shapes"]
