"""What people sell on the marketplaces, and how the shared workspaces are used."""

from data_access.answers.ventures import all_spaces, coworking, marketplace

__all__ = ["all_spaces", "coworking", "marketplace"]
