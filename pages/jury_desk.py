"""Are all dossiers read by enough people, how sure is this ranking, can I defend it?"""

from components import guard
from components.awards.jury_administration import (
    choosing,
    decision,
    eligibility_section,
    feedback_section,
    jury_members,
    progress,
    ranking_section,
)

viewer = guard.require("jury_desk")

PARTS = {
    "avance": progress.render,
    "jurado": jury_members.render,
    "elegibilidad": eligibility_section.render,
    "clasificacion": ranking_section.render,
    "decision": decision.render,
    "devolucion": feedback_section.render,
}
edition = choosing.chosen(viewer)
if edition is not None:
    PARTS[choosing.part()](edition)
