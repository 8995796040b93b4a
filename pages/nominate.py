"""How does an organisation nominate itself, and what is the state of its nomination?"""

from components import guard
from components.awards.nominating import nominating_page

viewer = guard.require("nominate")

nominating_page.render()
