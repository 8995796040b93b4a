"""How are we doing, what is worse, what do we decide? The front page."""

from components import guard
from components.hiring import places
from components.overview import overview_sections
from components.overview.situation import Situation
from components.programme_results.programme_questions import ProgrammeQuestions

viewer = guard.require("overview")

overview_sections.welcome(viewer)
situation = Situation(ProgrammeQuestions(overview_sections.where(viewer), viewer))

if overview_sections.headline(situation):
    overview_sections.findings(situation)
    overview_sections.six(situation)
    overview_sections.also(situation)
    places.mapped(situation.asked)
    overview_sections.every_part(situation)
