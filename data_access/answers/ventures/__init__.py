"""What people sell on the marketplaces, and how the shared workspaces are used."""

from data_access.answers.ventures import coworking, marketplace

__all__ = ["coworking", "marketplace"]
