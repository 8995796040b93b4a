"""Who may see more than the public: people, roles, invitations, sessions and settings."""

from components import guard
from components.administration import sections

viewer = guard.require("administration")

sections.opening(viewer)
sections.parts(viewer)
