"""Writes that people make, one at a time: invitations, sessions and the log of both."""
