"""Whom training reaches, how it multiplies, and what people take from it."""

from data_access.answers.training import cascade, cohorts, course_sessions, gain, training_reach

__all__ = ["cascade", "cohorts", "course_sessions", "gain", "training_reach"]
