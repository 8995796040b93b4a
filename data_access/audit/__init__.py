"""The audit log: kinds of event, how they are written and read."""
