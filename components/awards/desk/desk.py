"""The jury desk: an edition, and the part of it that is asked for."""

from __future__ import annotations

from components.awards.desk import choosing, decision, eligibility, jury, progress, ranking
from data_access.viewer import Viewer

DRAWN = {
    "avance": progress.drawn,
    "jurado": jury.drawn,
    "elegibilidad": eligibility.drawn,
    "clasificacion": ranking.drawn,
    "decision": decision.drawn,
}


def drawn(viewer: Viewer) -> None:
    """The desk of the edition chosen."""
    desk = choosing.chosen(viewer)
    if desk is not None:
        DRAWN[choosing.part()](desk)
