"""The administration page: people and roles, invitations, sessions, links asked for, settings."""
