"""Which nominations are mine, what do I still owe, and is my work safe?"""

from components import guard
from components.awards.scoring import scoring_page

viewer = guard.require("score")

scoring_page.render(viewer)
