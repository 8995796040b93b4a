"""Which editions are there, and what do their rules say?"""

from components import guard
from components.awards.setup import desk

viewer = guard.require("editions")

desk.drawn(viewer)
