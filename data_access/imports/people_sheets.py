"""Which sheets speak of people: of one person in each row, or of what one person offers."""

from __future__ import annotations

from data_access.imports.sheet_description import Reference, Template
from data_access.imports.templates import templates

PERSONS = "personas"


def of_people(template: Template) -> bool:
    """Return whether what is stored in a sheet says something of single people.

    Besides the sheets about people that is a sheet whose rows belong to a row of one, such as the
    sales of an offer.
    """
    return template.about_people or any(
        parent.about_people and parent.name != PERSONS for _reference, parent in _parents(template)
    )


def references_to_people(template: Template) -> list[tuple[Reference, Template]]:
    """Return a sheet's references to sheets that speak of people, with those sheets."""
    return [(reference, parent) for reference, parent in _parents(template) if of_people(parent)]


def _parents(template: Template) -> list[tuple[Reference, Template]]:
    known = templates()
    named = ((reference, known.get(reference.template)) for reference in template.references)
    return [(reference, parent) for reference, parent in named if parent is not None]
