"""Are we on target? Every indicator of the results framework."""

from components import guard, scope_bar
from components.indicators import desk

viewer = guard.require("indicators")

scope = scope_bar.draw(viewer, "period")
desk.drawn(scope, viewer)
