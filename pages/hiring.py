"""Who gets a job through the programme, of what kind, and for how long?"""

from components import guard, parts, scope_bar
from components.hiring import fair_stories, hiring_sections, places
from components.parts import Part
from components.programme_results import beside, freshness
from components.programme_results.group_choice import URL_KEY as GROUPS
from data_access.language import Text

viewer = guard.require("hiring")

asked = beside.read(scope_bar.render(viewer, "period", "canal"), viewer)

if hiring_sections.opening(asked):
    freshness.render(asked, "colocaciones", "intermediacion")
    hiring_sections.figures(asked)
    parts.render(
        asked,
        Part("pasos", Text("¿Dónde se quedan?"), (hiring_sections.funnel,)),
        Part(
            "quien",
            Text("¿Quién lo consigue?"),
            (hiring_sections.side_by_side, hiring_sections.parity),
            keys=(GROUPS,),
        ),
        Part(
            "tiempo",
            Text("¿Cuánto dura y cuánto se espera?"),
            (hiring_sections.retention, hiring_sections.waiting),
        ),
        Part(
            "trabajo",
            Text("¿Qué trabajo es?"),
            (hiring_sections.quality, hiring_sections.unfilled),
        ),
        Part("lugar", Text("¿Dónde?"), (places.mapped,)),
        Part(
            "ferias",
            Text("¿Qué deja cada feria?"),
            (fair_stories.render, hiring_sections.event_list),
        ),
    )
