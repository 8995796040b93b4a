"""The viewer who asks, and what they may see: the predicates of every answer, page and command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data_access import lists, territory

LEADER, JUROR, SECRETARY, MONITOR, ADMIN = lists.ROLE
ROLES = ("visitor", *lists.ROLE)
# What a role belongs to; the others are held for the whole programme.
BELONGS: Mapping[str, str] = {LEADER: "territory", JUROR: "edition", SECRETARY: "award"}


@dataclass(frozen=True)
class Grant:
    """One role, and its object: a leader's territory, a juror's edition, a secretary's award.

    Raise ValueError for what makes no sense. That an edition exists is for whoever stores it to
    check.
    """

    role: str
    of: str | None = None

    def __post_init__(self) -> None:
        if self.role not in lists.ROLE:
            raise ValueError(f"unknown role {self.role!r}: one of {', '.join(ROLES)}")
        kind = BELONGS.get(self.role)
        if kind is None and self.of is not None:
            raise ValueError(f"the role {self.role} belongs to nothing, not to {self.of}")
        if kind is not None and not _exists(kind, self.of):
            raise ValueError(f"the role {self.role} needs a known {kind}, not {self.of}")

    def __str__(self) -> str:
        return self.role if self.of is None else f"{self.role}:{self.of}"


def _exists(kind: str, code: str | None) -> bool:
    if kind == "territory":
        return code is not None and territory.is_known(code)
    return code in lists.AWARD if kind == "award" else bool(code and code.strip() == code)


@dataclass(frozen=True)
class Viewer:
    """A reader and the roles held, of which there may be several; without any, a visitor."""

    grants: frozenset[Grant] = frozenset()
    name: str = ""

    @classmethod
    def parse(cls, text: str) -> Viewer:
        """Return the viewer of `ROLE` or `ROLE:OF`, as the command line writes it.

        Raise ValueError for an unknown role.
        """
        role, _, of = text.partition(":")
        return cls() if text == ROLES[0] else cls(frozenset({Grant(role, of or None)}))

    def holds(self, *roles: str) -> bool:
        """Return whether one of the roles is held."""
        return any(grant.role in roles for grant in self.grants)

    def of(self, role: str) -> frozenset[str]:
        """Return what a role is held for: the territories of a leader, the editions of a juror."""
        return frozenset(g.of for g in self.grants if g.role == role and g.of is not None)


VISITOR = Viewer()
ADMINISTRATOR = Viewer(frozenset({Grant(ADMIN)}))


def reads_published_figures(viewer: Viewer) -> bool:
    """Return whether the viewer may read what is published, as everybody may."""
    return True


def sees_exact_people(viewer: Viewer) -> bool:
    """Return whether the viewer may see counts of people as they are, before disclosure control."""
    return viewer.holds(MONITOR, ADMIN)


def sees_unreliable_estimates(viewer: Viewer) -> bool:
    """Return whether the viewer may see survey estimates too uncertain to publish."""
    return viewer.holds(MONITOR, ADMIN)


def may_pick_any_period(viewer: Viewer) -> bool:
    """Return whether the viewer may ask for free dates; others ask for closed periods."""
    return viewer.holds(MONITOR, ADMIN)


def may_pick_months(viewer: Viewer, place: str) -> bool:
    """Return whether the viewer may ask for closed months of a place.

    Its own leader may, and who may pick any period.
    """
    return may_pick_any_period(viewer) or leads(viewer, place)


def leads(viewer: Viewer, place: str) -> bool:
    """Return whether the viewer leads the place, or one that it lies in."""
    return bool({place, *territory.ancestors(place)} & viewer.of(LEADER))


def brings_data(viewer: Viewer) -> bool:
    """Return whether the viewer may bring files in.

    Of any place, or (a leader) of the own one; see `brings_data_of`.
    """
    return viewer.holds(LEADER, MONITOR, ADMIN)


def brings_any_data(viewer: Viewer) -> bool:
    """Return whether the viewer may bring in rows about any place and the whole programme.

    Such a viewer may undo anybody's import as well.
    """
    return viewer.holds(MONITOR, ADMIN)


def brings_data_of(viewer: Viewer, place: str) -> bool:
    """Return whether the viewer may bring in rows about a place."""
    return brings_any_data(viewer) or leads(viewer, place)


def sees_working_detail(viewer: Viewer, place: str) -> bool:
    """Return whether the viewer may see the lists behind a place's figures.

    They are of companies and activities and never of people; its own leader may see them, and who
    sees those of any place.
    """
    return viewer.holds(MONITOR, ADMIN) or leads(viewer, place)


def sees_working_detail_somewhere(viewer: Viewer) -> bool:
    """Return whether the viewer may see such lists of at least one place."""
    return viewer.holds(LEADER, MONITOR, ADMIN)


def administers(viewer: Viewer) -> bool:
    """Return whether the viewer may give and take roles, invite, end any session, read the log."""
    return viewer.holds(ADMIN)


def releases_totals(viewer: Viewer) -> bool:
    """Return whether the viewer may release official totals, which are exact for everybody."""
    return viewer.holds(MONITOR, ADMIN)


def publishes(viewer: Viewer) -> bool:
    """Return whether the viewer may make and take back releases, and approve leaders' batches."""
    return viewer.holds(MONITOR, ADMIN)


def looks_as_others(viewer: Viewer) -> bool:
    """Return whether the viewer may look at pages as a visitor or a place's leader sees them."""
    return viewer.holds(MONITOR, ADMIN)


def reads_beyond_public(viewer: Viewer) -> bool:
    """Return whether the viewer's roles read figures that the public does not.

    A juror and a secretary work on their desks: their roles add nothing to the released figures.
    """
    return viewer.holds(LEADER, MONITOR, ADMIN)


def removes_people(viewer: Viewer) -> bool:
    """Return whether the viewer may take out all that is stored of a person, for good."""
    return viewer.holds(MONITOR, ADMIN)


def closes_periods(viewer: Viewer) -> bool:
    """Return whether the viewer may freeze the figures of a period that is over."""
    return viewer.holds(MONITOR, ADMIN)


def chairs(viewer: Viewer, award: str) -> bool:
    """Return whether the viewer runs the editions of an award: its secretary, or administrators."""
    return viewer.holds(ADMIN) or award in viewer.of(SECRETARY)


def judges(viewer: Viewer, edition: str) -> bool:
    """Return whether the viewer sits on the jury of an edition."""
    return edition in viewer.of(JUROR)


def judges_somewhere(viewer: Viewer) -> bool:
    """Return whether the viewer sits on the jury of at least one edition."""
    return viewer.holds(JUROR)


def chairs_somewhere(viewer: Viewer) -> bool:
    """Return whether the viewer runs the editions of at least one award."""
    return viewer.holds(SECRETARY, ADMIN)


def oversees(viewer: Viewer, award: str, edition: str) -> bool:
    """Return whether the viewer runs an edition and sees its jury at work.

    That is who chairs the award and does not judge in it: whoever sits on the jury must not see
    others' scores, nor anything a recusal closes.
    """
    return chairs(viewer, award) and not judges(viewer, edition)


def clearance(viewer: Viewer) -> str:
    """Return the part of the cache key about the viewer: what an answer depends on of them."""
    return "+".join(sorted(map(str, viewer.grants))) or ROLES[0]
