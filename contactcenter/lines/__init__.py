"""The numbers and mailboxes the public uses to reach us."""
