"""Whom does training reach, how does it multiply, and what do people take from it?"""

from components import guard, scope_bar
from components.outcomes.asking import Asked
from components.training import multiplying, sections

viewer = guard.require("training")

asked = Asked(scope_bar.draw(viewer, "period"), viewer)

if sections.opening(asked):
    sections.figures(asked)
    multiplying.drawn(asked)
    sections.over_time(asked)
    sections.kinds(asked)
    sections.side_by_side(asked)
    sections.gained(asked)
    sections.employed(asked)
    sections.mapped(asked)
    sections.session_list(asked)
