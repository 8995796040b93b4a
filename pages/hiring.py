"""Who gets a job through the programme, of what kind, and for how long?"""

from components import guard, scope_bar
from components.hiring import fairs, places, sections
from components.outcomes.asking import Asked

viewer = guard.require("hiring")

asked = Asked(scope_bar.draw(viewer, "period", "canal"), viewer)

if sections.opening(asked):
    sections.figures(asked)
    sections.funnel(asked)
    sections.side_by_side(asked)
    sections.parity(asked)
    sections.retention(asked)
    sections.waiting(asked)
    sections.quality(asked)
    sections.unfilled(asked)
    places.mapped(asked)
    fairs.drawn(asked)
    sections.event_list(asked)
