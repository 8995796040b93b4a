"""Associations, employers, studies, and help to governments with their policies."""

from data_access.answers.community import associations, employers, milestones, policy

__all__ = ["associations", "employers", "milestones", "policy"]
