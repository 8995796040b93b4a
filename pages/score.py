"""Which nominations are mine, what do I still owe, and is my work safe?"""

from components import guard
from components.awards.scoring import (
    score_address,
    score_sheet,
    sheet_review,
    side_by_side,
    task_list,
    voting,
)

viewer = guard.require("score")

edition = task_list.chosen(viewer)
if edition is not None:
    nomination = score_address.nomination()
    if score_address.comparing():
        side_by_side.render(viewer, edition)
    elif nomination is not None:
        score_sheet.render(viewer, edition, nomination)
    elif score_address.reviewing():
        sheet_review.render(viewer, edition)
    else:
        voting.render(viewer, edition)
        task_list.render(viewer, edition)
