"""Who gets a job through the programme, of what kind, and for how long?"""

from components import guard, scope_bar
from components.hiring import fair_stories, hiring_sections, places
from components.programme_results.programme_questions import ProgrammeQuestions

viewer = guard.require("hiring")

asked = ProgrammeQuestions(scope_bar.render(viewer, "period", "canal"), viewer)

if hiring_sections.opening(asked):
    hiring_sections.figures(asked)
    hiring_sections.funnel(asked)
    hiring_sections.side_by_side(asked)
    hiring_sections.parity(asked)
    hiring_sections.retention(asked)
    hiring_sections.waiting(asked)
    hiring_sections.quality(asked)
    hiring_sections.unfilled(asked)
    places.mapped(asked)
    fair_stories.render(asked)
    hiring_sections.event_list(asked)
