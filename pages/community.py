"""Who organises, what employers think, and what followed from studies and policies?"""

from components import guard, scope_bar
from components.community import associations_section, employers_section, figures, policy_section
from components.programme_results.programme_questions import ProgrammeQuestions

viewer = guard.require("community")

asked = ProgrammeQuestions(scope_bar.render(viewer, "period"), viewer)

if associations_section.opening(asked):
    figures.render(asked)
    associations_section.kinds(asked)
    associations_section.mapped(asked)
    associations_section.directory(asked)
    employers_section.attitudes(asked)
    employers_section.perceived(asked)
    employers_section.events(asked)
    policy_section.studies(asked)
    policy_section.policies(asked)
