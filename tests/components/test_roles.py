"""One list of roles: whatever says something of a role says it of each of them."""

from __future__ import annotations

from components.administration import role_choice
from data_access import lists
from data_access.auth.sign_in import DEMO_GRANTS
from data_access.commands.access_verbs import NEEDED
from data_access.viewer import BELONGS, ROLES, VISITOR, clearance


def test_every_role_is_explained_and_can_be_tried_on_the_demo() -> None:
    assert set(role_choice.MEANS) == set(DEMO_GRANTS) == set(lists.ROLE)
    assert all(grant.role == role for role, grant in DEMO_GRANTS.items())


def test_every_role_that_belongs_to_something_says_what() -> None:
    assert set(BELONGS) == set(NEEDED) <= set(lists.ROLE)
    assert set(BELONGS.values()) == set(role_choice.LABELS) == set(role_choice.MISSING)


def test_a_visitor_is_who_holds_no_role() -> None:
    visitor, *held = ROLES

    assert visitor == clearance(VISITOR)
    assert held == list(lists.ROLE)
