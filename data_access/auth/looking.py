"""As whom monitors and administrators look at pages: a visitor, or the leader of a place.

It can only lower what is seen: whatever a session says, nobody else looks as another reader, and
nobody as one of any other role. Who looks writes nothing (`transaction.looks_only`) and has no
name, so that nothing of their own account is part of what they see.
"""

from __future__ import annotations

from data_access.language import Text
from data_access.refusal import Forbidden, Refusal
from data_access.viewer import LEADER, ROLES, VISITOR, Viewer, looks_as_others

VISITORS = ROLES[0]


def seen_as(viewer: Viewer, who: str | None) -> Viewer | None:
    """Return the reader as whom a viewer looks at pages; None for one who does so as themselves."""
    if who is None or not looks_as_others(viewer):
        return None
    return _reader(who) or VISITOR


def require(viewer: Viewer, who: str | None) -> None:
    """Raise Forbidden if the viewer may not look as another, and Refusal for one that is none.

    Anybody may go back to looking as themselves (None).
    """
    if who is None:
        return
    if not looks_as_others(viewer):
        raise Forbidden(
            Text("Solo el seguimiento del programa y la administración ven como otra persona.")
        )
    if _reader(who) is None:
        raise Refusal(Text("No se puede ver como «{who}».", who=who))


def of_leader(place: str) -> str:
    """Return how to look as the leader of a place."""
    return f"{LEADER}:{place}"


def _reader(who: str) -> Viewer | None:
    """Return the visitor or leader of these words; None if they are neither."""
    try:
        found = Viewer.parse(who)
    except ValueError:
        return None
    return found if all(grant.role == LEADER for grant in found.grants) else None
