"""Are we on target? Every indicator of the results framework."""

from components import guard, scope_bar
from components.indicators import indicators_page

viewer = guard.require("indicators")

scope = scope_bar.render(viewer, "period")
indicators_page.render(scope, viewer)
