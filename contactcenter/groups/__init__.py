"""Back-office groups and their members."""
