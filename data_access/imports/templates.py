"""The registry of the sheets that can come in, in the order in which they are loaded."""

from __future__ import annotations

from graphlib import TopologicalSorter

from data_access.imports import sheets
from data_access.imports.sheet_description import Template


def templates() -> dict[str, Template]:
    """Return every sheet there is, parents before the sheets that refer to them."""
    known = {template.name: template for template in sheets.ALL}
    graph = {
        name: {reference.template for reference in template.references} & set(known)
        for name, template in known.items()
    }
    return {name: known[name] for name in TopologicalSorter(graph).static_order()}
