"""Methods and limits: where do the figures come from, and what do they not say?"""

from components import guard
from components.methods import drawing

viewer = guard.require("methods")

drawing.opening()
drawing.chosen()
drawing.index()
drawing.questions()
drawing.rules()
drawing.each()
