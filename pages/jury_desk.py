"""Are all dossiers read by enough people, how sure is this ranking, can I defend it?"""

from components import guard
from components.awards.desk import desk

viewer = guard.require("jury_desk")

desk.drawn(viewer)
