"""Sales on the marketplaces, and use of the shared workspaces."""

from data_access.answers.ventures import all_spaces, coworking, marketplace

__all__ = ["all_spaces", "coworking", "marketplace"]
