"""Who may come in: accounts, roles, invitations, sessions, and how they change."""
