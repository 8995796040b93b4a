"""How does an organisation put itself forward, and what became of its nomination?"""

from components import guard
from components.awards.nominating import nominating_page

viewer = guard.require("nominate")

nominating_page.render()
