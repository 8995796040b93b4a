"""Who won, why, and what became of the practices?"""

from components import guard
from components.awards.results import desk

viewer = guard.require("award_results")

desk.drawn(viewer)
