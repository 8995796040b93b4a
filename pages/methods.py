"""Methods and limits: where do the figures come from, and what do they not show?"""

from components import guard
from components.methods import methods_page

viewer = guard.require("methods")

methods_page.opening()
methods_page.render(viewer)
