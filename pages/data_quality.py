"""How good are the data, what is missing or contradicts itself, and who should mend it?"""

from components import guard, scope_bar
from components.programme_results.programme_questions import ProgrammeQuestions
from components.quality import own_place, quality_lists, quality_sections

viewer = guard.require("data_quality")

own_place.choose(viewer)
asked = ProgrammeQuestions(scope_bar.render(viewer), viewer)

if quality_sections.opening(asked):
    quality_sections.missing(asked)
    quality_sections.contradicting(asked)
    quality_sections.far_off(asked)
    quality_lists.alike(asked)
    quality_sections.reaching(asked)
    quality_sections.over_time(asked)
    quality_lists.by_office(asked)
