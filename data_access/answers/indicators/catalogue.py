"""The indicators of the results framework, in its order."""

from __future__ import annotations

from data_access.answers.indicators import (
    award_indicators,
    community_indicators,
    hiring_indicators,
    labour_indicators,
    training_indicators,
    venture_indicators,
)

ALL = (
    *labour_indicators.LABOUR,
    *training_indicators.TRAINERS,
    *training_indicators.SKILLS,
    *hiring_indicators.FAIRS,
    *hiring_indicators.BANK,
    *venture_indicators.MARKETS,
    *venture_indicators.SPACES,
    *award_indicators.BUSINESSES,
    *award_indicators.PRACTICES,
    *labour_indicators.PERCEPTION,
    *community_indicators.STUDIES,
    *community_indicators.ASSOCIATIONS,
    *community_indicators.EMPLOYERS,
    *community_indicators.POLICIES,
)
BY_CODE = {indicator.code: indicator for indicator in ALL}
