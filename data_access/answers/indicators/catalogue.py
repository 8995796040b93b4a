"""The 39 indicators of the results framework, in its order."""

from __future__ import annotations

from data_access.answers.indicators import (
    awards,
    community,
    hiring,
    labour,
    training,
    ventures,
)

ALL = (
    *labour.LABOUR,
    *training.TRAINERS,
    *training.SKILLS,
    *hiring.FAIRS,
    *hiring.BANK,
    *ventures.MARKETS,
    *ventures.SPACES,
    *awards.BUSINESSES,
    *awards.PRACTICES,
    *labour.PERCEPTION,
    *community.STUDIES,
    *community.ASSOCIATIONS,
    *community.EMPLOYERS,
    *community.POLICIES,
)
BY_CODE = {indicator.code: indicator for indicator in ALL}
