"""A juror's page: the list of an edition, one nomination, or the review."""

from __future__ import annotations

from components.awards.scoring import score_address, score_sheet, sheet_review, task_list, voting
from data_access.viewer import Viewer


def render(viewer: Viewer) -> None:
    """What the URL asks for."""
    edition = task_list.chosen(viewer)
    if edition is None:
        return
    nomination = score_address.nomination()
    if nomination is not None:
        score_sheet.render(viewer, edition, nomination)
    elif score_address.reviewing():
        sheet_review.render(viewer, edition)
    else:
        voting.render(viewer, edition)
        task_list.render(viewer, edition)
