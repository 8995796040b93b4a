"""Who is asking, and what they may see. Every answer, page and command asks these predicates."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("visitor", "administrator")


@dataclass(frozen=True)
class Viewer:
    """A reader in one role; `territory` bounds roles that belong to a place."""

    role: str = "visitor"
    territory: str | None = None

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise ValueError(f"unknown role {self.role!r}: one of {', '.join(ROLES)}")

    @classmethod
    def parse(cls, text: str) -> Viewer:
        """`ROLE` or `ROLE:TERRITORY`, as the command line writes it; ValueError if unknown."""
        role, _, territory = text.partition(":")
        return cls(role, territory or None)


VISITOR = Viewer()
ADMINISTRATOR = Viewer("administrator")


def reads_published_figures(viewer: Viewer) -> bool:
    """May read what is published: everybody."""
    return True


def sees_exact_people(viewer: Viewer) -> bool:
    """May see counts of people as they are, before disclosure control."""
    return viewer.role == "administrator"


def sees_unreliable_estimates(viewer: Viewer) -> bool:
    """May see survey estimates too uncertain to publish."""
    return viewer.role == "administrator"


def may_pick_any_period(viewer: Viewer) -> bool:
    """May ask for free dates; everyone else asks for closed years and quarters."""
    return viewer.role == "administrator"


def clearance(viewer: Viewer) -> str:
    """What of the viewer an answer depends on: the part of the cache key about the reader."""
    return viewer.role if viewer.territory is None else f"{viewer.role}:{viewer.territory}"
