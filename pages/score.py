"""Which nominations are mine, what do I still owe, and is my work safe?"""

from components import guard
from components.awards.scoring import desk

viewer = guard.require("score")

desk.drawn(viewer)
