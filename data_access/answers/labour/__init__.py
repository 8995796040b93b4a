"""Labour gaps: vacancies of companies, registered people, and the reliability of the figures."""

from data_access.answers.labour import (
    demand,
    perception,
    reported_vacancies,
    supply,
    survey_quality,
)

__all__ = ["demand", "perception", "reported_vacancies", "supply", "survey_quality"]
