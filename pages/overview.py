"""How are we doing, what is worse, what do we decide? The front door."""

from components import guard
from components.hiring import places
from components.outcomes.asking import Asked
from components.overview import sections
from components.overview.reading import Situation

viewer = guard.require("overview")

sections.welcome(viewer)
situation = Situation(Asked(sections.where(viewer), viewer))

if sections.headline(situation):
    sections.findings(situation)
    sections.six(situation)
    sections.also(situation)
    places.mapped(situation.asked)
    sections.every_part(situation)
