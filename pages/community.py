"""Who organises, what employers think, and what became of studies and policies?"""

from components import guard, scope_bar
from components.community import associations, employers, figures, policy
from components.outcomes.asking import Asked

viewer = guard.require("community")

asked = Asked(scope_bar.draw(viewer, "period"), viewer)

if associations.opening(asked):
    figures.drawn(asked)
    associations.kinds(asked)
    associations.mapped(asked)
    associations.directory(asked)
    employers.attitudes(asked)
    employers.perceived(asked)
    employers.events(asked)
    policy.studies(asked)
    policy.policies(asked)
