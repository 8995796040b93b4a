"""The front door: how a place does, what changed, what to decide."""
