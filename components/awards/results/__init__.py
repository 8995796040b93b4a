"""The decision of a published edition, for everybody."""
