"""Labour gaps: what companies lack, who is registered, and how sure that is."""

from data_access.answers.labour import (
    demand,
    perception,
    reported_vacancies,
    supply,
    survey_quality,
)

__all__ = ["demand", "perception", "reported_vacancies", "supply", "survey_quality"]
