"""Data desk: what do my files hold, what would they change, and what came in before?"""

from components import guard
from components.desk import desk

viewer = guard.require("data_desk")

desk.draw(viewer)
