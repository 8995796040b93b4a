"""The registry of the sheets that can come in, in the order in which they are loaded."""

from __future__ import annotations

from functools import cache
from graphlib import TopologicalSorter

from data_access.imports import sheets
from data_access.imports.sheet_description import Template


def templates() -> dict[str, Template]:
    """Return every sheet there is, parents before the sheets that refer to them."""
    known = {template.name: template for template in sheets.ALL}
    refers = tuple(
        (name, tuple(reference.template for reference in template.references))
        for name, template in known.items()
    )
    return {name: known[name] for name in _ordered(refers)}


@cache
def _ordered(refers: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[str, ...]:
    """Return the names of sheets, each after those that it refers to."""
    names = {name for name, _parents in refers}
    graph = {name: set(parents) & names for name, parents in refers}
    return tuple(TopologicalSorter(graph).static_order())
