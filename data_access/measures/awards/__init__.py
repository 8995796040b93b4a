"""A jury's figures (METHODS §5): sheets, severity, ranking, agreement, tie-breaks, design."""
