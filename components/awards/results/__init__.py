"""What a published edition decided, for everybody."""
