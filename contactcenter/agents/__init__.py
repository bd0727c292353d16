"""Staff accounts: passwords, sessions, tokens, roles, presence and capacity."""
