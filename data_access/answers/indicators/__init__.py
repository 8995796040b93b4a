"""The results framework: 39 indicators, each read from the answer of its subject."""

from data_access.answers.indicators import framework, frozen

__all__ = ["framework", "frozen"]
