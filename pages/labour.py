"""Labour gaps: where are we short, in which occupations, and how sure is that?"""

from components import guard, scope_bar
from components.labour import labour_questions, labour_sections, places, reported_list, side_by_side

viewer = guard.require("labour")

scope = scope_bar.render(viewer, "encuesta", "ciuo2")
asked = labour_questions.LabourQuestions(scope, viewer)

labour_sections.opening(asked)
labour_sections.figures(asked)
places.mapped(asked)
labour_sections.demand_and_supply(asked)
labour_sections.hard_to_fill(asked)
reported_list.render(asked)
side_by_side.compared(scope, viewer)
labour_sections.perceived(asked)
labour_sections.survey_quality(asked)
