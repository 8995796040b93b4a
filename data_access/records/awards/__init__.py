"""Writes of the awards, each verb a transaction: permission checked, logged, closed in time."""
