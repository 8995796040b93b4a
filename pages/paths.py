"""Do the parts of the programme work together? The paths people took, for the monitoring team."""

from components import guard, scope_bar
from components.paths import path_sections
from components.programme_results.programme_questions import ProgrammeQuestions

viewer = guard.require("paths")

asked = ProgrammeQuestions(scope_bar.render(viewer, "period"), viewer)

if path_sections.opening(asked):
    path_sections.flowing(asked)
    path_sections.trained_first(asked)
