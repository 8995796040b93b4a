"""Do the parts of the programme work together? Which way people took, for the monitoring team."""

from components import guard, scope_bar
from components.outcomes.asking import Asked
from components.paths import sections

viewer = guard.require("paths")

asked = Asked(scope_bar.draw(viewer, "period"), viewer)

if sections.opening(asked):
    sections.flowing(asked)
    sections.trained_first(asked)
