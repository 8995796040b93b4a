"""Labour gaps: where are we short, in which occupations, and how sure is that?"""

from components import guard, parts, scope_bar
from components.labour import labour_questions, labour_sections, places, reported_list, side_by_side
from components.parts import Part
from components.programme_results import freshness
from components.programme_results.programme_questions import ProgrammeQuestions
from data_access.language import Text

viewer = guard.require("labour")

asked = labour_questions.LabourQuestions(scope_bar.render(viewer, "encuesta", "ciuo2"), viewer)

labour_sections.opening(asked)
freshness.render(ProgrammeQuestions(asked.chosen, viewer), "encuesta_empresas")
parts.render(
    asked,
    Part("lugar", Text("¿Dónde?"), (places.mapped,), keys=(places.URL_KEY,)),
    Part(
        "ocupaciones",
        Text("¿En qué ocupaciones?"),
        (labour_sections.demand_and_supply, labour_sections.hard_to_fill, reported_list.render),
    ),
    Part(
        "lugares",
        Text("¿Y frente a otro lugar?"),
        (lambda one: side_by_side.compared(one.chosen, one.viewer),),
        keys=(side_by_side.URL_KEY,),
    ),
    Part("barreras", Text("¿Qué frena contratar?"), (labour_sections.perceived,)),
    Part("encuesta", Text("¿Qué tan segura es la encuesta?"), (labour_sections.survey_quality,)),
)
