"""How does an organisation put itself forward, and what became of its nomination?"""

from components import guard
from components.awards.nominating import desk

viewer = guard.require("nominate")

desk.drawn()
