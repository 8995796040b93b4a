"""Labour gaps: where are we short, in which occupations, and how sure is that?"""

from components import guard, parts, scope_bar
from components.labour import labour_questions, labour_sections, places, reported_list, side_by_side
from components.parts import Part
from components.programme_results import freshness
from components.programme_results.programme_questions import ProgrammeQuestions
from data_access.language import Text

viewer = guard.require("labour")

asked = labour_questions.LabourQuestions(scope_bar.render(viewer, "encuesta", "ciuo2"), viewer)

labour_sections.opening(asked)
