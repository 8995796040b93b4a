"""Whom does training reach, how does it multiply, and what do people take from it?"""

from components import guard, parts, scope_bar
from components.parts import Part
from components.programme_results import beside, cross_table, freshness
from components.programme_results.group_choice import URL_KEY as GROUPS
from components.training import multiplying, training_sections
from data_access.language import Text

viewer = guard.require("training")

asked = beside.read(scope_bar.render(viewer, "period"), viewer)

if training_sections.opening(asked):
    freshness.render(asked, "asistencia_sesiones", "inscripciones")
    training_sections.figures(asked)
    parts.render(
        asked,
        Part(
            "cuantas",
            Text("¿A cuántas llega, y a quiénes?"),
            (training_sections.over_time, training_sections.crossed),
            keys=cross_table.KEYS,
        ),
        Part(
            "quien",
            Text("¿Quién completa, y en qué cursos?"),
            (training_sections.side_by_side, training_sections.kinds),
            keys=(GROUPS,),
        ),
        Part("cascada", Text("¿Se multiplica?"), (multiplying.render,)),
        Part(
            "logro",
            Text("¿Qué se llevan?"),
            (training_sections.gained, training_sections.employed),
        ),
        Part("lugar", Text("¿Dónde?"), (training_sections.mapped, training_sections.session_list)),
    )
