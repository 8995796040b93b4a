"""Roles in words, for pages, for mails and for the command line."""

from __future__ import annotations

from data_access import lists, territory
from data_access.language import Text
from data_access.viewer import BELONGS, Grant


def role(grant: Grant) -> Text:
    """Return a role in words, with what it is for."""
    name = lists.ROLE[grant.role]
    if grant.of is None:
        return name
    kind = BELONGS[grant.role]
    if kind == "edition":
        return Text("{role} de la edición {edition}", role=name, edition=grant.of)
    if kind == "award":
        return Text("{role}: {award}", role=name, award=lists.AWARD[grant.of])
    return Text("{role} de {place}", role=name, place=territory.name(grant.of))
