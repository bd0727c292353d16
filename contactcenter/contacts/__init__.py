"""Contacts: one piece of work on one channel with one customer, from arrival to outcome."""
