"""Who is asking, and what they may see. Every answer, page and command asks these predicates."""

from __future__ import annotations

from dataclasses import dataclass

from data_access import territory

LEADER, MONITOR, ADMIN = "leader", "monitor", "administrator"
ROLES = ("visitor", LEADER, MONITOR, ADMIN)
# Roles that belong to a place.
OF_A_PLACE = frozenset({LEADER})


@dataclass(frozen=True)
class Grant:
    """One role, and the place of a role that belongs to one; ValueError for what makes no sense."""

    role: str
    territory: str | None = None

    def __post_init__(self) -> None:
        if self.role not in ROLES[1:]:
            raise ValueError(f"unknown role {self.role!r}: one of {', '.join(ROLES)}")
        known = self.territory is not None and territory.is_known(self.territory)
        if self.role in OF_A_PLACE and not known:
            raise ValueError(f"the role {self.role} needs a known territory, not {self.territory}")
        if self.role not in OF_A_PLACE and self.territory is not None:
            raise ValueError(f"the role {self.role} has no territory")

    def __str__(self) -> str:
        return self.role if self.territory is None else f"{self.role}:{self.territory}"


@dataclass(frozen=True)
class Viewer:
    """A reader and the roles held, of which there may be several; without any, a visitor."""

    grants: frozenset[Grant] = frozenset()
    name: str = ""

    @classmethod
    def parse(cls, text: str) -> Viewer:
        """`ROLE` or `ROLE:TERRITORY`, as the command line writes it; ValueError if unknown."""
        role, _, place = text.partition(":")
        return cls() if text == ROLES[0] else cls(frozenset({Grant(role, place or None)}))

    def holds(self, *roles: str) -> bool:
        """Whether one of the roles is held."""
        return any(grant.role in roles for grant in self.grants)


VISITOR = Viewer()
ADMINISTRATOR = Viewer(frozenset({Grant(ADMIN)}))


def reads_published_figures(viewer: Viewer) -> bool:
    """May read what is published: everybody."""
    return True


def sees_exact_people(viewer: Viewer) -> bool:
    """May see counts of people as they are, before disclosure control."""
    return viewer.holds(MONITOR, ADMIN)


def sees_unreliable_estimates(viewer: Viewer) -> bool:
    """May see survey estimates too uncertain to publish."""
    return viewer.holds(MONITOR, ADMIN)


def may_pick_any_period(viewer: Viewer) -> bool:
    """May ask for free dates; everyone else asks for closed periods."""
    return viewer.holds(MONITOR, ADMIN)


def may_pick_months(viewer: Viewer, place: str) -> bool:
    """May ask for closed months of a place: its own leader, and who may pick any period."""
    around = {place, *territory.ancestors(place)}
    own = {grant.territory for grant in viewer.grants if grant.role == LEADER}
    return may_pick_any_period(viewer) or bool(around & own)


def clearance(viewer: Viewer) -> str:
    """What of the viewer an answer depends on: the part of the cache key about the reader."""
    return "+".join(sorted(map(str, viewer.grants))) or ROLES[0]
