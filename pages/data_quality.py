"""How good are the data, what is missing or contradicts itself, and who should mend it?"""

from components import guard, parts, scope_bar
from components.parts import Part
from components.programme_results.programme_questions import ProgrammeQuestions
from components.quality import own_place, quality_lists, quality_sections
from data_access.language import Text

viewer = guard.require("data_quality")

own_place.choose(viewer)
asked = ProgrammeQuestions(scope_bar.render(viewer), viewer)

if quality_sections.opening(asked):
    parts.render(
        asked,
        Part(
            "falta",
            Text("¿Qué falta?"),
            (quality_sections.missing, quality_sections.over_time),
        ),
        Part(
            "cuadra",
            Text("¿Qué no cuadra?"),
            (quality_sections.contradicting, quality_sections.far_off, quality_lists.alike),
        ),
        Part(
            "llega",
            Text("¿Qué llega tarde?"),
            (quality_sections.reaching, quality_lists.by_office),
        ),
    )
