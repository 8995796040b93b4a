"""Who is asking, and what they may see. Every answer, page and command asks these predicates."""

from __future__ import annotations

from dataclasses import dataclass

from data_access import territory as places

VISITOR_ROLE, LEADER, MONITOR, ADMIN = "visitor", "leader", "monitor", "administrator"
ROLES = (VISITOR_ROLE, LEADER, MONITOR, ADMIN)
# Roles that belong to a place.
OF_A_PLACE = frozenset({LEADER})


@dataclass(frozen=True)
class Viewer:
    """A reader in one role; `territory` is the place of a role that belongs to one."""

    role: str = VISITOR_ROLE
    territory: str | None = None

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise ValueError(f"unknown role {self.role!r}: one of {', '.join(ROLES)}")
        known = self.territory is not None and places.is_known(self.territory)
        if self.role in OF_A_PLACE and not known:
            raise ValueError(f"the role {self.role} needs a known territory, not {self.territory}")
        if self.role not in OF_A_PLACE and self.territory is not None:
            raise ValueError(f"the role {self.role} has no territory")

    @classmethod
    def parse(cls, text: str) -> Viewer:
        """`ROLE` or `ROLE:TERRITORY`, as the command line writes it; ValueError if unknown."""
        role, _, territory = text.partition(":")
        return cls(role, territory or None)


VISITOR = Viewer()
ADMINISTRATOR = Viewer(ADMIN)


def reads_published_figures(viewer: Viewer) -> bool:
    """May read what is published: everybody."""
    return True


def sees_exact_people(viewer: Viewer) -> bool:
    """May see counts of people as they are, before disclosure control."""
    return viewer.role in (MONITOR, ADMIN)


def sees_unreliable_estimates(viewer: Viewer) -> bool:
    """May see survey estimates too uncertain to publish."""
    return viewer.role in (MONITOR, ADMIN)


def may_pick_any_period(viewer: Viewer) -> bool:
    """May ask for free dates; everyone else asks for closed periods."""
    return viewer.role in (MONITOR, ADMIN)


def may_pick_months(viewer: Viewer, place: str) -> bool:
    """May ask for closed months of a place: its own leader, and who may pick any period."""
    if may_pick_any_period(viewer):
        return True
    own = viewer.territory
    return viewer.role == LEADER and own is not None and place in (own, *_inside(own))


def _inside(place: str) -> tuple[str, ...]:
    return tuple(code for code in places.PLACES if place in places.ancestors(code))


def clearance(viewer: Viewer) -> str:
    """What of the viewer an answer depends on: the part of the cache key about the reader."""
    return viewer.role if viewer.territory is None else f"{viewer.role}:{viewer.territory}"
