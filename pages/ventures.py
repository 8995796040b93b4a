"""Do people sell on the marketplaces, and who shares the workspaces, and when?"""

from components import guard, scope_bar
from components.programme_results.programme_questions import ProgrammeQuestions
from components.ventures import venture_sections
from data_access.language import Text

viewer = guard.require("ventures")

asked = ProgrammeQuestions(scope_bar.render(viewer, "period"), viewer)

if venture_sections.opening(asked):
    venture_sections.figures(asked)
    venture_sections.over_time(
        asked,
        "sellers",
        Text("Vendedoras activas en cada trimestre"),
        Text("Quien ofrece en varios trimestres cuenta en cada uno: no se suman."),
    )
    venture_sections.over_time(
        asked,
        "sales_usd",
        Text("Ventas en dólares en cada trimestre"),
        Text("Lo que declara quien vende. Sin punto: las venden pocas personas."),
    )
    venture_sections.by_hour(asked)
    venture_sections.shared(asked)
    venture_sections.mapped(asked)
