"""The front page: how a place does, what changed, what to decide."""
