"""Whom training reaches, how it multiplies, and what people take from it."""

from data_access.answers.training import cascade, cohorts, gain, reach, sessions

__all__ = ["cascade", "cohorts", "gain", "reach", "sessions"]
