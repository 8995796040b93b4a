"""Whom training reaches, the training of trainers in turn, and learning gains."""

from data_access.answers.training import cascade, cohorts, course_sessions, gain, training_reach

__all__ = ["cascade", "cohorts", "course_sessions", "gain", "training_reach"]
