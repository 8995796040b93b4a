"""Who may see more than the public: people, roles, invitations, sessions and settings."""

from components import guard, parts
from components.administration import administration_page

viewer = guard.require("administration")

administration_page.opening(viewer)
parts.render(viewer, *administration_page.PARTS, lists=True)
