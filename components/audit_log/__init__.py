"""The audit log page: what is asked for, the events in words, and the same as files."""
