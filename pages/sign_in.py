"""Who am I here? How to sign in and, for whoever has, their sessions and how to sign out."""

from components import guard
from components.entrance import entering, staying

viewer = guard.require("sign_in")

here = guard.arrival()
if viewer.name or here.oneself.name:
    staying.render(here)
else:
    entering.render(here)
