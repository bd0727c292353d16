"""Calls: the telephone side of a contact, from the first ring to the last word."""
