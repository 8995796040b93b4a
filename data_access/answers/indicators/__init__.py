"""The results framework: indicators, each read from the answer of its subject."""

from data_access.answers.indicators import framework, frozen

__all__ = ["framework", "frozen"]
