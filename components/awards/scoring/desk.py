"""A juror's page: the list of an edition, one nomination, or the review."""

from __future__ import annotations

from components.awards.scoring import listing, review, sheet, voting, where
from data_access.viewer import Viewer


def drawn(viewer: Viewer) -> None:
    """What the URL asks for."""
    edition = listing.chosen(viewer)
    if edition is None:
        return
    nomination = where.nomination()
    if nomination is not None:
        sheet.drawn(viewer, edition, nomination)
    elif where.reviewing():
        review.drawn(viewer, edition)
    else:
        voting.drawn(viewer, edition)
        listing.drawn(viewer, edition)
