"""Typed work for a back-office group: its form, its states, whom it goes to, what is said to the owner."""
