"""Do people sell on the marketplaces, and who shares the workspaces, and when?"""

from components import guard, parts, scope_bar
from components.parts import Part
from components.programme_results import beside, freshness
from components.ventures import venture_sections
from data_access.language import Text

viewer = guard.require("ventures")

asked = beside.read(scope_bar.render(viewer, "period"), viewer)

if venture_sections.opening(asked):
    freshness.render(asked, "mercado_ventas", "coworking")
    venture_sections.figures(asked)
    parts.render(
        asked,
        Part(
            "ventas",
            Text("¿Quién vende, y cuánto?"),
            (venture_sections.sellers_over_time, venture_sections.sales_over_time),
        ),
        Part(
            "espacios",
            Text("¿Cuándo se usan los espacios?"),
            (venture_sections.by_hour, venture_sections.shared),
        ),
        Part("lugar", Text("¿Dónde están?"), (venture_sections.mapped,)),
    )
