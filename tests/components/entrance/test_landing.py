"""Whoever comes in begins at what waits for them."""

from __future__ import annotations

import pytest

from components.entrance.landing import address
from data_access.viewer import VISITOR, Viewer


@pytest.mark.parametrize(
    ("roles", "begins"),
    [
        ("juror:EMP-2026", "/score"),
        ("secretary:EMPRESAS", "/jury_desk"),
        ("leader:1308", "/?territory=1308"),
        ("leader:13", "/?territory=13"),
        ("monitor", "/indicators?estado=pendiente"),
        ("administrator", "/"),
    ],
)
def test_each_role_begins_at_its_own_page(roles: str, begins: str) -> None:
    assert address(Viewer.parse(roles)) == begins


def test_whoever_has_no_role_begins_in_front() -> None:
    assert address(VISITOR) == "/"


def test_what_is_due_in_a_jury_comes_before_the_rest() -> None:
    both = Viewer(Viewer.parse("monitor").grants | Viewer.parse("juror:EMP-2026").grants)

    assert address(both) == "/score"
