"""The jury desk: an edition, and the part of it that is asked for."""

from __future__ import annotations

from components.awards.jury_administration import (
    choosing,
    decision,
    eligibility,
    jury_members,
    progress,
    ranking,
)
from data_access.viewer import Viewer

DRAWN = {
    "avance": progress.render,
    "jurado": jury_members.render,
    "elegibilidad": eligibility.render,
    "clasificacion": ranking.render,
    "decision": decision.render,
}


def render(viewer: Viewer) -> None:
    """The desk of the edition chosen."""
    desk = choosing.chosen(viewer)
    if desk is not None:
        DRAWN[choosing.part()](desk)
