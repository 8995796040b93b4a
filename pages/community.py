"""Who organises, what employers think, and what followed from studies and policies?"""

from components import guard, parts, scope_bar
from components.community import associations_section, employers_section, figures, policy_section
from components.parts import Part
from components.programme_results import beside, freshness
from data_access.language import Text

viewer = guard.require("community")

asked = beside.read(scope_bar.render(viewer, "period"), viewer)

if associations_section.opening(asked):
    freshness.render(asked, "asociaciones", "eventos")
    figures.render(asked)
    parts.render(
        asked,
        Part(
            "asociaciones",
            Text("¿Quién se organiza?"),
            (associations_section.kinds, associations_section.mapped),
        ),
        Part("directorio", Text("¿Cuáles son?"), (associations_section.directory,)),
        Part(
            "empresas",
            Text("¿Qué piensan las empresas?"),
            (employers_section.attitudes, employers_section.perceived, employers_section.events),
        ),
        Part("estudios", Text("¿Qué siguió a los estudios?"), (policy_section.studies,)),
        Part("politicas", Text("¿Qué políticas cambiaron?"), (policy_section.policies,)),
    )
