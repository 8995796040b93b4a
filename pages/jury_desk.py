"""Are all dossiers read by enough people, how sure is this ranking, can I defend it?"""

from components import guard
from components.awards.jury_administration import jury_administration_page

viewer = guard.require("jury_desk")

jury_administration_page.render(viewer)
