"""Access: accounts, roles, invitations and sessions, and how they change."""
