"""Which editions are there, and what do their rules say?"""

from components import guard
from components.awards.setup import editions_page

viewer = guard.require("editions")

editions_page.render(viewer)
