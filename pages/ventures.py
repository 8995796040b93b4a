"""Do people sell on the marketplaces, and who shares the workspaces, and when?"""

from components import guard, scope_bar
from components.outcomes.asking import Asked
from components.ventures import sections
from data_access.language import Text

viewer = guard.require("ventures")

asked = Asked(scope_bar.draw(viewer, "period"), viewer)

if sections.opening(asked):
    sections.figures(asked)
    sections.over_time(
        asked,
        "sellers",
        Text("Vendedoras activas en cada trimestre"),
        Text("Quien ofrece en varios trimestres cuenta en cada uno: no se suman."),
    )
    sections.over_time(
        asked,
        "sales_usd",
        Text("Ventas en dólares en cada trimestre"),
        Text("Lo que declara quien vende. Sin punto: las venden pocas personas."),
    )
    sections.by_hour(asked)
    sections.shared(asked)
    sections.mapped(asked)
