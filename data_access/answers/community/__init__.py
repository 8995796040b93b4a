"""Associations, employers, studies, and help to governments with their policies."""

from data_access.answers.community import associations, employers, policy

__all__ = ["associations", "employers", "policy"]
