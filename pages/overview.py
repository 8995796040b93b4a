"""How are we doing, what is worse, what do we decide? The front page."""

from components import guard, parts, scope_bar
from components.hiring import places
from components.overview import overview_sections
from components.overview.situation import Situation
from components.parts import Part
from components.programme_results import freshness
from components.programme_results.programme_questions import ProgrammeQuestions
from data_access.language import Text

viewer = guard.require("overview")

situation = Situation(ProgrammeQuestions(scope_bar.render(viewer, "period"), viewer))

if overview_sections.headline(situation):
    overview_sections.six(situation)
    overview_sections.dated(situation)
    freshness.render(situation.asked, "colocaciones", "asistencia_sesiones")
    parts.render(
        situation,
        Part(
            "decidir",
            Text("¿Qué cambió, y qué decidir?"),
            (overview_sections.findings, overview_sections.also),
        ),
        Part("lugar", Text("¿Dónde?"), (lambda seen: places.mapped(seen.asked),)),
        Part("metas", Text("¿Cómo va cada parte?"), (overview_sections.every_part,)),
    )
    overview_sections.welcome(viewer)
