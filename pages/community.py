"""Who organises, what employers think, and what became of studies and policies?"""

from components import guard, scope_bar
from components.community import associations, employers, figures, policy
from components.programme_results.programme_questions import ProgrammeQuestions

viewer = guard.require("community")

asked = ProgrammeQuestions(scope_bar.render(viewer, "period"), viewer)

if associations.opening(asked):
    figures.render(asked)
    associations.kinds(asked)
    associations.mapped(asked)
    associations.directory(asked)
    employers.attitudes(asked)
    employers.perceived(asked)
    employers.events(asked)
    policy.studies(asked)
    policy.policies(asked)
