"""Labour gaps: where are we short, in which occupations, and how sure is that?"""

from components import guard, scope_bar
from components.labour import asking, places, reported, sections, side_by_side

viewer = guard.require("labour")

scope = scope_bar.draw(viewer, "encuesta", "ciuo2")
asked = asking.Asked(scope, viewer)

sections.opening(asked)
sections.figures(asked)
places.mapped(asked)
sections.demand_and_supply(asked)
sections.hard_to_fill(asked)
reported.draw(asked)
side_by_side.compared(scope, viewer)
sections.perceived(asked)
sections.survey_quality(asked)
