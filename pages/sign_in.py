"""Who am I here? How to come in, and for whoever is in, the own sessions and the way out."""

from components import guard
from components.entrance import entering, staying

viewer = guard.require("sign_in")

here = guard.arrival()
if viewer.name:
    staying.render(here)
else:
    entering.render(here)
