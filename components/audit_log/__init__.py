"""The audit log page: the filter, the events in words, and the events as files."""
