"""Who won, why, and what happened to the practices afterwards?"""

from components import guard
from components.awards.results import results_page

viewer = guard.require("award_results")

results_page.render(viewer)
