"""Whom does training reach, how does it multiply, and what do people take from it?"""

from components import guard, scope_bar
from components.programme_results.programme_questions import ProgrammeQuestions
from components.training import multiplying, training_sections

viewer = guard.require("training")

asked = ProgrammeQuestions(scope_bar.render(viewer, "period"), viewer)

if training_sections.opening(asked):
    training_sections.figures(asked)
    multiplying.render(asked)
    training_sections.over_time(asked)
    training_sections.kinds(asked)
    training_sections.side_by_side(asked)
    training_sections.gained(asked)
    training_sections.employed(asked)
    training_sections.mapped(asked)
    training_sections.session_list(asked)
