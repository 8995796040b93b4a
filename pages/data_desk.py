"""Data desk: what do my files hold, what would they change, and what was imported before?"""

from components import guard
from components.desk import desk, publishing, totals

viewer = guard.require("data_desk")

desk.render(viewer)
publishing.render(viewer)
totals.render(viewer)
